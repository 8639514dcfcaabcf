//! What it costs to check many variants of one framework.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use tieuchi::{Analyzer, SourceId, Sources, load};

/// The files: a chain of layers on the built-in framework, and so many variants of the last of them.
fn files(layers: usize, variants: usize) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for layer in 0..layers {
        let base =
            if layer == 0 { "four_good".to_owned() } else { format!("\"layer{}.tieuchi\"", layer - 1) };
        let mut text = format!("bộ tiêu chí lớp_{layer} \"Lớp {layer}\" cụ thể hóa {base}\n");
        let _ = writeln!(text, "sửa mức_đạt thành {}", 90 + layer % 8);
        let _ = writeln!(text, "sửa nội dung sinh_hoạt thành \"Sinh hoạt, lớp {layer}\"");
        let _ = writeln!(text, "thêm tiêu chí thưởng_{layer} \"Thưởng\" 1 điểm có/không vào phần cộng");
        let _ = writeln!(text, "thay tiêu chí nhiệm_vụ.đổi_mới \"Đổi mới {layer}\" 4 điểm chấm");
        files.push((format!("layer{layer}.tieuchi"), text));
    }
    for variant in 0..variants {
        let mut text = format!(
            "bộ tiêu chí nơi_{variant} \"Nơi {variant}\" cụ thể hóa \"layer{}.tieuchi\"\n",
            layers - 1
        );
        let _ = writeln!(text, "hiệu lực từ 2025-01-01");
        let _ = writeln!(text, "sửa loại good thành từ {}", 70 + variant % 11);
        let _ = writeln!(text, "bỏ tiêu chí sinh_hoạt.sổ_sách vì \"nơi {variant} ghi trên phần mềm\"");
        let _ = writeln!(
            text,
            "thêm tiêu chí phần_mềm \"Ghi biên bản trên phần mềm\" 3 điểm có/không vào nội dung sinh_hoạt"
        );
        let _ = writeln!(text, "sắp xếp nội dung: sinh_hoạt, nhiệm_vụ, đảng_viên_tốt, đoàn_kết");
        files.push((format!("variant{variant}.tieuchi"), text));
    }
    files
}

fn check(files: &[(String, String)]) -> usize {
    let mut sources = Sources::default();
    let mut read = |name: &str| {
        let found = files.iter().find(|(it, _)| it == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(String::new)
    };
    let variants = files.iter().filter(|(name, _)| name.starts_with("variant"));
    let ids: Vec<SourceId> = variants.map(|(name, _)| load(&mut sources, name, &mut read).unwrap()).collect();
    let mut analyzer = Analyzer::new(&sources);
    ids.into_iter().filter(|id| analyzer.analyze(*id).plans.is_some()).count()
}

fn variants(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("check in one run");
    group.sample_size(10);
    for variants in [1usize, 100, 500] {
        let files = files(10, variants);
        assert_eq!(check(&files), variants, "all variants are sound");
        group.throughput(Throughput::Elements(variants as u64));
        let id = BenchmarkId::new("variants of ten layers", variants);
        group.bench_with_input(id, &files, |bench, files| bench.iter(|| check(black_box(files))));
    }
    group.finish();
}

criterion_group!(benches, variants);
criterion_main!(benches);
