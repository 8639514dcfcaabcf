### What reports say, in Vietnamese. Reasons are clauses that can be joined by semicolons.

## Words

word-and = và
word-or = hoặc
word-not = không phải
word-includes = gồm
word-yes = có
word-no = không
word-total = tổng điểm
word-class = xếp loại
word-contents = các nội dung
word-bonus = phần cộng
word-deductions = phần giảm
word-greatest = cao nhất trong
word-least = thấp nhất trong
word-average = trung bình của

## The outcomes that are no values

state-not-applicable = không áp dụng
state-not-assessed = không đánh giá
state-undecided = chưa xác định

## Ranges, limits and formulas

range-between = từ { $low } đến { $high }
range-one-of = chưa xác định (có thể: { $words })

limit-from = từ { $at }
limit-above = trên { $at }
limit-up-to = đến { $at }
limit-below = dưới { $at }
limit-exactly = đúng bằng { $at }

formula-tiers = bậc theo { $of }
formula-steps = lũy tiến theo { $of }
formula-grid = bảng theo { $of }
formula-first = điều kiện đầu tiên được thỏa mãn

fact-decided-by = { $fact } (do { $who } quyết định)

## Why a part has its points

reason-credit = không áp dụng, vì { $condition }: vẫn được { $points }
reason-constant = { $points } điểm trước khi trừ
reason-deduct-always = trừ { $formula }
reason-drop = không áp dụng, vì { $condition }: để ngoài, điểm tối đa của phần bao gồm nó giảm theo
reason-rescale = không áp dụng, vì { $condition }: để ngoài, phần còn lại được quy đổi
reason-spread = không áp dụng, vì { $condition }: để ngoài, số điểm của nó được chia cho các phần khác
reason-yes = trả lời có
reason-no = trả lời không
reason-met = đạt: { $condition }
reason-not-met = không đạt: { $condition }
reason-rated = người chấm cho: { $points }
reason-tier = { $formula }: bậc { $tier } được { $points }
reason-tier-when = được tính theo bậc này vì { $condition }
reason-first = { $condition }: được { $points }
reason-otherwise = không thuộc các trường hợp nêu trước: được { $points }
reason-formula = { $formula }
reason-requires = 0 điểm, vì không bảo đảm điều kiện: { $condition }
reason-zero = 0 điểm, vì { $condition }
reason-evidence = 0 điểm, vì thiếu minh chứng: { $condition }
reason-deduct = trừ { $formula }: { $condition }
reason-deduct-share = trừ { $formula } của số điểm còn lại: { $condition }
reason-always = áp dụng trong mọi trường hợp
reason-floor = nâng lên mức tối thiểu { $points }: { $condition }
reason-cap = hạ xuống mức tối đa { $points }: { $condition }
reason-not-below-zero = { $points } nhỏ hơn 0 nên tính là 0
reason-maximum = { $points } vượt điểm tối đa nên chỉ tính { $maximum }
reason-rescaled = được { $points } trong { $maximum } điểm còn lại, quy đổi thành { $result }
reason-grown = { $points } tăng theo tỉ lệ, vì điểm tối đa được nâng lên { $maximum }
reason-rounded = { $before } làm tròn thành { $after }
reason-total-limited = { $before } được giới hạn thành { $after }
reason-missing = còn thiếu: { $facts } (đến nay: { $range })

next-tier = bậc kế tiếp { $tier } được { $points }
lost-points = { $name } mất { $points }

## What the ruleset does not say, or could not do

fault-no-tier = không có bậc hoặc ô nào cho { $of }
fault-two-tiers = có hai bậc hoặc hai ô với số điểm khác nhau cho { $of }
fault-no-branch = { $of }: không điều kiện nào được thỏa mãn, và chưa quy định cho trường hợp còn lại
fault-divided-by-zero = số chia { $of } bằng 0, và chưa quy định cho trường hợp này
fault-out-of-range = { $of }: có số quá lớn, không giữ được chính xác
fault-two-treatments = { $of }: có hai quy định trái nhau cùng lúc về phần không áp dụng
fault-no-class = không có mức xếp loại nào cho { $of }
fault-two-classes = hai mức xếp loại khác nhau cùng lúc được ấn định
fault-nothing-left = không còn mục nào để tính `{ $of }`, mà bộ tiêu chí không nói khi đó thì sao
fault-nothing-to-award = { $of } phụ thuộc vào phần không áp dụng
fault-function-too-long = hàm `{ $of }` cần quá nhiều bước tính
fault-function-too-large = hàm `{ $of }` tự gọi quá sâu, hoặc tạo ra dữ liệu quá lớn
fault-function-result = hàm `{ $of }` cho kết quả `{ $detail }`, không thuộc các giá trị đã khai báo
fault-function-failed = hàm `{ $of }` không tính được: { $detail }

## Why a class or title was not reached

why-short = { $formula }, phải { $relation } { $limit }: còn thiếu { $gap }
why-over = { $formula }, phải { $relation } { $limit }: vượt quá { $gap }
why-differs = { $formula }, phải { $relation } { $limit }
why-unmet = không đạt: { $condition }
why-open = chưa rõ có đạt hay không: { $condition }
why-missing = còn thiếu: { $facts }
why-settled = mức xếp loại được ấn định bởi { $condition }
why-capped = mức xếp loại cao nhất bị hạ bởi { $condition }

## One unit explained

explain-source = căn cứ: { $source }
explain-data = số liệu: { $file }, dòng { $line }
explain-total = tổng điểm: { $points } (tối đa { $maximum })
explain-points = { $points } (tối đa { $maximum })
explain-class = xếp loại: { $class }
explain-title = được công nhận: { $title }
explain-not-assessed = không đánh giá: { $condition }
explain-decided = loại: { $class }, do { $by } quyết định: { $document }, { $date }
explain-by-the-rules = loại tính theo tiêu chí: { $class }
explain-not-by-the-rules = vì sao tính theo tiêu chí chưa được “{ $name }”
explain-open-by-the-rules = theo tiêu chí, “{ $name }” còn chưa xác định
explain-not-reached = vì sao không đạt “{ $name }”
explain-still-open = vẫn có thể đạt “{ $name }”; vì sao chưa đạt
explain-lost = số điểm bị mất
explain-missing = còn thiếu
explain-defaults = lấy theo mặc định, vì không được báo cáo

## Làm gì để đạt một mức xếp loại, danh hiệu

plan-now = hiện nay: tổng điểm { $total }, xếp loại { $class }
plan-already = đã đạt “{ $name }”, không phải thay đổi gì
plan-unknown = trong khối lượng tính toán cho phép, chưa tìm được cách đạt “{ $name }”, cũng chưa loại trừ được
plan-head = để đạt “{ $name }”, { $count } dữ kiện phải như sau{ $by ->
    [none] { "" }
   *[other] , chậm nhất ngày { $by }
}:
plan-item = {"  "}- { $item }
plan-not-known = chưa có số liệu
plan-to-be-decided = chờ { $who } quyết định
plan-decided = do { $who } quyết định: không còn cách nào khác
plan-kind = loại hình đơn vị: không còn cách nào khác
plan-gains = điểm thay đổi:
plan-then = khi đó: tổng điểm { $total }, xếp loại { $class }
plan-undecided = còn chưa xác định, nhưng không ảnh hưởng đến kết quả này: { $facts }
plan-not-shortest = có thể còn danh sách ngắn hơn: khối lượng tính toán cho phép không đủ để loại trừ
plan-not-nearest = đây là các giá trị gần nhất tìm được, có thể còn giá trị gần hơn
plan-out-of-reach = không thể đạt “{ $name }”, dù thay đổi gì
plan-together = xét riêng từng điều kiện thì đều có thể đạt, nhưng không thể cùng đạt
plan-fixed = có thể đạt nếu không giữ nguyên: { $facts }
plan-never-holds = không thể bảo đảm: { $condition } (hiện nay { $now })
plan-always-holds = lẽ ra phải khác, nhưng không thể khác: { $condition }

## Tables and counts

head-unit = Đơn vị
head-period = Kỳ
head-assessor = Người chấm
head-total = Tổng điểm
head-class = Xếp loại
head-recognised = Công nhận

table-decided = { $class } (quyết định { $document }, { $date }; tính ra: { $computed })
table-undecided = { $unit } chưa xác định: { $facts }

tally-rows = { $rows } dòng: { $assessed } được đánh giá, { $not_assessed } không đánh giá, { $undecided } chưa xác định, { $refused } bị từ chối
tally-final = dưới đây tính theo kết quả của { $assessor }
tally-titles = { $count } được công nhận: { $titles }
tally-decided = trong đó { $count } đơn vị theo quyết định của cấp có thẩm quyền
tally-classes = xếp loại: { $classes }

summary-group = Nhóm
summary-all = Tất cả
summary-registered = Đăng ký
summary-listed = Trong danh sách
summary-assessed = Đánh giá
summary-not-assessed = Không đánh giá
summary-undecided = Chưa xác định
summary-refused = Bị từ chối
summary-no-data = Thiếu dữ liệu
summary-costs = Các tiêu chí mất nhiều điểm nhất
summary-criterion = Tiêu chí
summary-lost = Điểm bị mất
summary-mean = Bình quân một đơn vị
summary-units = Số đơn vị
summary-more = và { $count } tiêu chí khác, xem ở dạng json và csv
summary-without-data = thiếu dữ liệu ({ $count }): { $units }
summary-unlisted = không có trong danh sách đơn vị ({ $count }): { $units }
## Those who score the same unit

compare-missing = chưa có dòng chấm của { $assessors }
compare-other-facts = dữ kiện khác cũng ghi khác nhau:
compare-not-given = không ghi
compare-summary = { $units } lượt đơn vị và kỳ: { $agree } chấm như nhau, { $differ } chấm khác nhau (trong đó { $missing } thiếu dòng của người chấm)
results-as-json = kết quả các kỳ trước phải là các dòng JSON, như `--format json` ghi ra
eval-no-parquet = lệnh này được dựng không kèm Parquet; dựng lại bằng `cargo install --path . --features parquet`, hoặc chọn định dạng khác
eval-binary = Parquet không phải là văn bản để hiện trên màn hình; ghi vào tệp bằng `--output TỆP`, hoặc chuyển hướng ra tệp
eval-no-comparison = bảng đối chiếu không ghi được theo Parquet; chọn `--format text`, `json` hoặc `csv`
compare-nobody = bộ tiêu chí không nêu ai chấm nên không có gì để đối chiếu: ghi `người chấm tự_chấm "…", cấp_trên "…"`
compare-head = những chỗ người chấm cho kết quả khác nhau
compare-agree = mọi người chấm như nhau

## Records of runs

verify-no-record = tệp này không phải là bản ghi kết quả; `eval --record TỆP` mới ghi ra bản ghi ấy
verify-newer = bản ghi do phiên bản mới hơn ghi ra; dùng phiên bản ấy để đối chiếu
verify-cut-off = bản ghi bị mất phần cuối nên không dùng để đối chiếu được
verify-altered = bản ghi không còn như lúc ghi ra nên không dùng để đối chiếu được
verify-not-scored = không chấm lại được theo bản ghi nên không có gì để đối chiếu
verify-engine = bản ghi do phiên bản { $then } ghi ra; đây là phiên bản { $now }
verify-file-changed = đã thay đổi: { $name } ({ $role ->
    [ruleset] bộ tiêu chí
    [data] số liệu
   *[other] { $role }
 })
verify-file-gone = nay không đọc nữa: { $name } ({ $role ->
    [ruleset] bộ tiêu chí
    [data] số liệu
   *[other] { $role }
 })
verify-file-new = lúc ghi chưa đọc: { $name } ({ $role ->
    [ruleset] bộ tiêu chí
    [data] số liệu
   *[other] { $role }
 })
verify-unit-gone = { $unit }: nay không còn kết quả
verify-unit-new = { $unit }: lúc ghi chưa có kết quả
verify-part = { $part ->
    [total] tổng điểm
    [max] điểm tối đa
    [class] loại
    [decision] quyết định
    [recognised] danh hiệu
    [state] trạng thái
    [range] khoảng của tổng điểm
    [possible] các loại còn có thể
    [undecided] dữ kiện còn thiếu
    [faults] điều bộ tiêu chí chưa quy định
    [defaults] lấy theo mặc định
   *[other] { $part }
 }
verify-refused = số dòng bị từ chối: { $before } → { $after }
verify-same = giống hệt: { $same } kết quả, { $refused } dòng bị từ chối
verify-counts = kết quả: { $same } giống, { $differ } khác, { $gone } không còn, { $new } mới

## The command line

eval-writes-over = { $name } là tệp được đọc để tính kết quả nên không được ghi đè; chọn tệp khác
check-more = xem ý nghĩa và cách xử lý từng mã: `tieuchi explain { $code }`
check-summary = đã kiểm tra { $files } tệp: { $errors } lỗi, { $warnings } cảnh báo{ $accepted ->
        [0] { "" }
       *[other] , { $accepted } đã chấp nhận
    }{ $allowed ->
        [0] { "" }
       *[other] , { $allowed } để ngoài
    }
check-unknown-code = không có lỗi, cảnh báo hay lưu ý nào mang mã `{ $code }`
check-misspelt-code = không có lỗi, cảnh báo hay lưu ý nào mang mã `{ $code }`: có phải muốn viết `{ $suggestion }`?
check-error-allowed = chỉ để ngoài được cảnh báo và lưu ý của bộ tiêu chí, còn `{ $code }` thì không; điều không sửa được thì chấp nhận ngay trong bộ tiêu chí, ví dụ `chấp nhận TC0703 vì "…"`
check-denied-and-allowed = không thể vừa coi `{ $code }` là lỗi vừa để ngoài
unknown-format = tên tệp không có đuôi .csv, .json, .jsonl hoặc .parquet
explain-no-code = không có mã `{ $text }`; các mã gần nhất là { $codes }
explain-what = chỉ ghi `{ $text }` thì chưa giải thích được: ghi mã cần xem, ví dụ `tieuchi explain TC0703`, hoặc bộ tiêu chí kèm số liệu và đơn vị, ví dụ `tieuchi explain RULESET DATA --unit ID`
explain-file-line = { $file }, dòng { $line }
explain-changed = { $aspect }: { $before } → { $after }
explain-because = (vì { $because })
explain-replaces = thay cho { $place }
explain-set = các lớp đã sửa
explain-removed = đã bỏ ở các lớp, không tính điểm
explain-line = dòng { $line }
explain-form = biểu dành cho: { $form }
explain-edition = hiệu lực từ { $from }
explain-ruleset = bộ tiêu chí: { $file }

## Khác nhau giữa hai bộ tiêu chí

diff-word = { $word }
diff-head = { $before } → { $after }: { $count ->
    [0] không có gì khác
   *[other] { $count } điểm khác nhau
}
diff-units = { $units } trong { $rows } đơn vị thay đổi; số trong ngoặc là số thứ tự của điểm khác nhau ở trên
diff-unit = { $unit }: tổng điểm { $total }; loại { $class }; danh hiệu { $titles }
pin-done = { $record } ghi lại nội dung hiện nay của { $base }
pin-nothing = { $file } không cụ thể hóa bộ tiêu chí nào để ghi lại

## Examples that were run

test-examples = { $count ->
    [0] không có ví dụ
   *[other] { $count } ví dụ
}
test-passed = { $count } đúng như nêu{ $partly ->
    [0] { "" }
   *[other] {" "}({ $partly } chỉ một phần)
}
test-failed = { $count } không đúng như nêu
test-differs = { $count } khác với bộ gốc
test-skipped = { $count } bỏ qua
test-head-failed = không đúng như nêu: “{ $title }”, { $place }
test-head-differs = khác với bộ gốc: “{ $title }”, { $place }
test-head-skipped = bỏ qua: “{ $title }”, { $place }
test-answer = { $name }: phải là { $expected }, tính ra { $found }
test-answer-differs = { $name }: ở bộ gốc là { $expected }, ở đây là { $found }
test-not-here = ở đây không xét: { $parts }
test-no-finding = không có phát hiện nào
test-refused = không có, vì dòng số liệu bị từ chối
test-refused-ruleset = bộ tiêu chí bị từ chối
test-no-rulesets = thư mục không có tệp nào đuôi .tieuchi
test-summary = { $rulesets } bộ tiêu chí{ $bare ->
    [0] { "" }
   *[other] {" "}({ $bare } bộ chưa có ví dụ)
}{ $refused ->
    [0] { "" }
   *[other] , { $refused } bộ bị từ chối
}; { $examples }

## Điều chưa có ví dụ nào cho thấy

cover-tier = chưa có ví dụ nào rơi vào bậc này
cover-tier-when = chưa có ví dụ nào vào bậc này theo điều kiện kèm theo
cover-at = chưa có ví dụ nào đúng bằng giới hạn này
cover-below = chưa có ví dụ nào ngay dưới giới hạn này
cover-above = chưa có ví dụ nào ngay trên giới hạn này
cover-branch = chưa có ví dụ nào vào trường hợp này
cover-cell = chưa có ví dụ nào rơi vào ô này
cover-met = chưa có ví dụ nào đạt điểm này
cover-not-met = chưa có ví dụ nào không đạt điểm này
cover-required = chưa có ví dụ nào thiếu điều kiện này
cover-zero = chưa có ví dụ nào bị hủy điểm vì điều này
cover-deduct = chưa có ví dụ nào bị trừ điểm vì điều này
cover-floor = chưa có ví dụ nào được nâng lên mức tối thiểu này
cover-cap = chưa có ví dụ nào gặp mức tối đa này
cover-cut = chưa có ví dụ nào vượt giới hạn này
cover-not-applicable = chưa có ví dụ nào được miễn chấm phần này
cover-class = chưa có ví dụ nào được xếp loại này
cover-class-cap = chưa có ví dụ nào bị khống chế loại ở đây
cover-settled = chưa có ví dụ nào bị ấn định loại ở đây
cover-not-assessed = chưa có ví dụ nào được miễn xếp loại vì điều này
cover-title-granted = chưa có ví dụ nào được công nhận danh hiệu này
cover-title-refused = chưa có ví dụ nào không được công nhận danh hiệu này
cover-missing = chưa có ví dụ nào còn thiếu dữ kiện này
cover-default = chưa có ví dụ nào để dữ kiện này theo mặc định
cover-summary = { $file }: các ví dụ cho thấy { $shown } trên { $points } điểm cần thử của bảng
cover-example = gợi ý { $number }
cover-nothing = { $file }: các ví dụ đã cho thấy tất cả

# Những gì lấy ngoài dòng số liệu của đơn vị
explain-beside = từ các tháng, đơn vị và dòng dữ liệu
explain-quota = hạn mức { $name }{ $group ->
        [0] {""}
       *[other] , nhóm { $group }
    }
gathered-counted = tính { $count } ({ $items })
gathered-yes = đạt { $count } ({ $items })
gathered-no = không đạt { $count } ({ $items })
gathered-open = chưa rõ { $count } ({ $items })
gathered-passed = bỏ qua { $count } ({ $items })
gathered-against = tính là không đạt { $count } ({ $items })
gap-no-data = thiếu dữ liệu
gap-before-joining = trước khi đơn vị thành lập
gap-after-leaving = sau khi đơn vị rời đi
gap-not-assessed = miễn xếp
open-without-data = thiếu dữ liệu: { $items }
open-undecided = chưa xác định: { $items }
quota-standing = { $candidates } đơn vị đạt theo kết quả của mình; { $has_base ->
        [0] tối đa { $limit }
       *[other] tính trên { $base } nên tối đa { $limit }
    }; { $state ->
        [none] đơn vị này không thuộc số đó
        [cut] đứng thứ { $place }: bị cắt
        [kept] đứng thứ { $place }: được giữ
        [decides] đứng thứ { $place }, bằng với { $equal } đơn vị: do { $who } quyết định
       *[other] đứng thứ { $place }: tùy kết quả chưa xác định
    }
why-cut = { $quota }: { $standing }
gap-to-come = chưa đến
open-to-come = chưa đến: { $items }
