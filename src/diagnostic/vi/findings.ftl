### What findings say, in Vietnamese. A code is a message; `help` and its variants propose one edit;
### the other attributes are labels at places.

## Words around findings

word-help = gợi ý
word-input = ví dụ khi
word-more = và { $count } dữ kiện khác
word-error = lỗi
word-warning = cảnh báo
word-note = lưu ý

place-file = { $file }
place-line = { $file }, dòng { $line }
place-cell = { $file }, dòng { $line }, cột { $column }

## Kinds of values, as arguments

kind-count = số đếm
kind-number = trị số
kind-share = tỉ lệ phần trăm
kind-truth = câu trả lời có/không
kind-word = một mục của danh mục
kind-words = nhiều mục của danh mục
kind-date = ngày tháng
kind-hole = nội dung chưa đọc được

## Điều chưa chứng minh được, dùng làm tham số

unproved-divisor = rằng số chia này không bao giờ bằng 0
unproved-answer = rằng ở đây luôn có đúng một kết quả
unproved-gap = rằng mọi số đều thuộc một bậc
unproved-overlap = rằng không số nào thuộc hai bậc
unproved-condition = điều kiện này có lúc nào cũng đúng hay không bao giờ đúng
unproved-line = có dữ liệu nào rơi vào dòng này hay không
unproved-title = có dữ liệu nào đạt danh hiệu này hay không
unproved-class = có dữ liệu nào đạt loại này hay không
unproved-no-class = rằng mọi dữ liệu đều thuộc một loại
unproved-part = điều này có làm mất khả năng đạt loại hay danh hiệu nào không
unproved-maximum = có thể đạt mức trần hay không
unproved-above = rằng cách cho điểm không bao giờ vượt mức trần
unproved-greatest = tổng điểm cao nhất là bao nhiêu
unproved-floor = rằng mức tối thiểu này không bao giờ cao hơn mức tối đa
unproved-function = rằng hàm này luôn cho kết quả trong khoảng đã khai báo
unproved-more = nhiều điều khác nữa, vì đã dùng hết lượng tính toán cho phép
unproved-rounding = việc làm tròn có đưa tổng điểm vào loại này hay không
unproved-least = tổng điểm thấp nhất là bao nhiêu

## Parts of a ruleset and what of them changes, as arguments

element-ruleset = bộ tiêu chí
element-content = nội dung
element-criterion = tiêu chí
element-fact = dữ kiện
element-parameter = tham số
element-definition = công thức
element-choice = danh mục
element-function = hàm
element-pool = phần
element-total = tổng điểm
element-classes = bảng xếp loại
element-class = mức xếp loại
element-title = danh hiệu
element-bare = { $name ->
        [0] { $kind }
        [bonus] phần cộng
        [deductions] phần giảm
       *[other] { $kind } `{ $name }`
    }
element-shown = { element-bare }

aspect-added = mới bổ sung
aspect-removed = đã bỏ
aspect-title = tiêu đề
aspect-maximum = điểm tối đa
aspect-weight = trọng số
aspect-limit = giới hạn
aspect-value = giá trị
aspect-rule = quy định
aspect-order = thứ tự
aspect-lock = quy định khóa, mở

label-variant = chỉ phát sinh khi bộ này cụ thể hóa bộ gốc
label-form = chỉ đối với các đơn vị này
label-accepted = đã chấp nhận: { $acceptance }

## What could have stood there, as arguments

expected-name = một tên
expected-words = các mục của danh mục (`thấp < vừa < cao`)
expected-title = tiêu đề trong dấu ngoặc kép
expected-number = một số (`4` hoặc `0.5`)
expected-percent = tỉ lệ phần trăm (`90%`)
expected-date = ngày tháng (`2025-11-01`)
expected-kind = loại dữ kiện (`số đếm` hoặc `có/không`)
expected-period = kỳ đánh giá (`tháng` hoặc `quý` hoặc `năm`)
expected-mode = cách làm tròn (`nửa lên`)
expected-rounded = đối tượng làm tròn (`điểm` hoặc `nội dung` hoặc `tổng điểm`)
expected-treatment = cách xử lý điểm (`trọn điểm` hoặc `để ngoài`)
expected-condition = một điều kiện (`có_mặt > 0`)
expected-formula = một số hoặc công thức
expected-operator = một dấu (`+` hoặc `>=`)
expected-limit = một giới hạn (`từ 90%` hoặc `dưới 65%`)
expected-award = cách cho điểm (`có/không` hoặc `bậc theo`)
expected-body = phần đặt giữa `{ "{" }` và `{ "}" }`
expected-class-rule = điều kiện của mức xếp loại (`khi có_mặt > 0` hoặc `còn lại`)
expected-values = khoảng giá trị cho phép (`từ 0 đến 500`)
expected-total = mức điểm của tổng điểm (`100 điểm` hoặc `tối đa 100`)
expected-else = nội dung khác
expected-dotted = một tên (`công_tác` hoặc `công_tác.tỉ_lệ`)
expected-base = tên một bộ tiêu chí cài sẵn (`four_good`), hoặc đường dẫn tới tệp trong dấu ngoặc kép
expected-removed = phần cần bỏ (`tiêu chí công_tác.tỉ_lệ` hoặc `dữ kiện việc_chậm` hoặc `loại khá` hoặc `công nhận mẫu`)
expected-finding = mã lỗi hoặc cảnh báo (`TC0703`)
expected-reason = lý do, đặt trong dấu ngoặc kép
expected-lock = mức cho phép nơi khác sửa (`khóa` hoặc `mở 15 đến 35`)
expected-equals = dấu `=`
expected-colon = dấu hai chấm
expected-value = một giá trị (`26`, `87.5%`, `có`, `2025-11-01` hoặc một mục của danh mục)
expected-given = một dữ kiện và giá trị của nó (`đảng_viên 26`)
expected-outcome = một tên và kết quả của nó (`tổng điểm 96`)
expected-code = nội dung của hàm đặt giữa `{ "{" }` và `{ "}" }`

## Reading

TC0101 = không đọc được tệp từ chỗ này, vì tệp không được lưu theo bảng mã UTF-8
    .help = lưu lại tệp theo UTF-8 (trong Notepad: Save As, Encoding, UTF-8); chữ gõ bằng TCVN3 hoặc VNI phải chuyển sang Unicode trước
    .here = từ đây không đọc được
TC0102 = tệp quá lớn: tệp có { $bytes } byte, trong khi chỉ đọc được tối đa { $maximum } byte
    .help = chọn đúng tệp chỉ chứa bộ tiêu chí; số liệu để ở tệp riêng
TC0103 = ở đây có hơn { $maximum } lớp ngoặc lồng vào nhau
    .help = đặt tên riêng cho phần bên trong, ví dụ `đặt phải_dự = đảng_viên - được_miễn`, rồi viết tên ấy vào đây
    .here = ngoặc lồng quá sâu
TC0104 = ở đây còn thiếu nội dung
    .help = viết tiếp phần còn thiếu; một tiêu chí đầy đủ có dạng `tiêu chí tỉ_lệ "…" 4 điểm có/không`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = còn thiếu: { $expected }
TC0105 = `{ $text }` không đặt ở đây được
    .help = bỏ `{ $text }`, hoặc thay bằng nội dung được phép đặt ở đây
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = chỗ này cần nội dung khác: { $expected }
TC0106 = tiêu đề này thiếu dấu ngoặc kép đóng trên cùng dòng
    .help = thêm dấu `"` vào cuối tiêu đề, trên cùng dòng
    .here = tiêu đề bắt đầu từ đây
TC0107 = `{ $word }` là từ khóa của ngôn ngữ, không dùng làm tên được
    .help = chọn tên khác, hoặc nối thêm một từ bằng dấu gạch dưới, ví dụ `tổng_điểm_thi_đua`
    .here = chỗ này cần một tên tự đặt
TC0108 = phần này thiếu dấu `{ "}" }` đóng
    .help = thêm dấu `{ "}" }` vào sau dòng cuối cùng của phần này
    .here = phần này bắt đầu từ đây
TC0109 = `{ $text }` có thể đọc theo hai cách: kiểu Việt Nam là { $vietnamese }, kiểu Anh là { $english }
    .help = không dùng dấu ngăn cách hàng nghìn và viết dấu chấm trước phần thập phân, ví dụ `1000` hoặc `0.5`
    .here = muốn viết số nào trong hai số?
TC0110 = số `{ $text }` quá lớn hoặc có quá nhiều chữ số
    .help = viết số có nhiều nhất 15 chữ số cả thảy, ví dụ `1000000` hoặc `12.5`
    .here = không dùng được số này
TC0111 = không có ngày `{ $text }`
    .help = viết năm, tháng, ngày có thật trong lịch, ví dụ `2025-02-28`
    .here = không có trong lịch
TC0112 = chưa rõ phần nào đi với phần nào: `và` đứng cạnh `hoặc`
    .help = đặt ngoặc quanh phần đi với nhau, ví dụ `({ $text })`
    .here = cần đặt trong ngoặc
TC0115 = từ khóa trong một tệp phải cùng một ngôn ngữ, còn `{ $word }` thuộc ngôn ngữ kia
    .help = viết `{ $other }`
    .here = ở đây viết là `{ $other }`

TC0116 = hơn { $maximum } phần của tệp không đọc được; từ đây trở đi không liệt kê nữa
    .help = kiểm tra xem tệp này có phải là bộ tiêu chí không, và sửa các phần nêu trên trước
    .here = từ đây không liệt kê nữa
TC0117 = không đọc được tệp: { $reason }
    .help = kiểm tra lại tên tệp và quyền mở tệp

## Names

TC0201 = bộ tiêu chí chưa có tên
    .help = ghi tên và tiêu đề ở dòng đầu tiên, ví dụ `bộ tiêu chí chất_lượng_sinh_hoạt "…"`
    .here = tên ghi ở đây
TC0202 = `{ $what ->
        [ruleset] bộ tiêu chí
        [in-force] hiệu lực từ
        [assesses] đánh giá
        [assessors] người chấm
        [decided-by] thẩm quyền
        [total] tổng điểm
        [round] làm tròn
        [bonus] phần cộng
        [deductions] phần giảm
        [classes] xếp loại
       *[other] { $what }
    }` được ghi hai lần, trong khi chỉ được ghi một lần
    .help = giữ lại một chỗ, bỏ chỗ kia
    .here = ghi lần thứ hai
    .first = ghi lần đầu
TC0203 = tên `{ $name }` đã được dùng để chỉ nội dung khác
    .help = đặt tên riêng cho một trong hai, ví dụ `{ $name }_2`
    .here = tên này bị trùng
    .first = tên được đặt lần đầu ở đây
TC0204 = ở đây không có gì mang tên `{ $name }`
    .help = sửa lại tên, hoặc bổ sung vào dữ kiện, ví dụ `dữ kiện { "{" } đảng_viên số đếm "…" { "}" }`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = tên chưa biết
TC0205 = không có hàm nào tên là `{ $name }`
    .help = sửa lại tên, hoặc bổ sung hàm, ví dụ `hàm một_nửa(x số đếm) trị số từ 0 đến 5 bước 0.5 { "{" } x / 2 { "}" }`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = hàm chưa biết
TC0206 = không thể tính được các giá trị này, vì cách tính đi thành vòng tròn: { $names }
    .help = sửa một trong các công thức này để nó không cần đến kết quả của chính nó
    .here = vòng bắt đầu từ đây
    .member = nằm trong vòng này
TC0207 = ở đây không có `{ $text }`
    .help = viết `mức trần` sau tiêu chí, nội dung hoặc `tổng điểm`; `loại` ở nơi có `xếp loại`; `điểm` chỉ ở trong nội dung
    .here = không có giá trị này
TC0208 = `{ $name }` bị bỏ ở đây, nhưng vẫn còn chỗ dùng đến
    .help = sửa cả chỗ còn dùng đến, hoặc xóa dòng bỏ này
    .here = bị bỏ ở đây
    .use = ở đây vẫn dùng đến
TC0209 = kỳ của bộ tiêu chí được lấy không khớp
    .help = lấy `tháng` ở bộ đánh giá `hằng tháng`, lấy `quý` ở bộ đánh giá `hằng quý`, kỳ của bộ này phải dài hơn; lấy đơn vị dưới ở bộ cùng kỳ
    .here = kỳ không khớp
TC0210 = ở đây không lấy gì mang tên `{ $text ->
        [months] tháng
        [quarters] quý
        [years] năm
        [cohort] nhóm
       *[other] { $text }
    }`
    .help = nêu ở đầu bộ tiêu chí lấy từ đâu, ví dụ `lấy tháng ở "thang.tieuchi"`, khai báo `danh sách` trong dữ kiện, hoặc với `nhóm` thì thêm khối `nhóm theo cấp trên { "{" } xếp hạng theo tổng điểm { "}" }`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = lấy ở đâu?
TC0211 = chưa nêu nhiều kỳ gộp lại thì `{ $text }` tính thế nào
    .help = ghi ngay ở dữ kiện, ví dụ `việc_chậm số đếm theo thời gian: tổng`, hoặc viết rõ công thức, ví dụ `tổng của việc_chậm qua các tháng`
    .here = các kỳ gộp lại thế nào?
TC0212 = điều kiện xét từng mục lại nằm trong một điều kiện xét từng mục khác
    .help = đặt tên cho điều kiện bên trong bằng `đặt`, ghi ở chính bộ tiêu chí được lấy
    .here = chỗ này xét mục của từng mục
TC0213 = { $reason ->
        [0] không có bộ tiêu chí cài sẵn nào tên là `{ $text }`
       *[other] không đọc được bộ tiêu chí `{ $text }`: { $reason }
    }
    .help = ghi tên một bộ tiêu chí cài sẵn, ví dụ `lấy chi_bộ ở four_good`, hoặc đường dẫn từ tệp này đến tệp kia, đặt trong ngoặc kép, ví dụ `lấy tháng ở "thang.tieuchi"`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không tìm thấy bộ tiêu chí
TC0214 = bộ tiêu chí `{ $text }` được lấy ở đây đang có lỗi
    .help = kiểm tra bộ ấy trước: lệnh `tieuchi check` cho biết sai ở đâu
    .here = chưa lấy được gì từ bộ này
TC0215 = các bộ tiêu chí lấy lẫn nhau thành vòng tròn, nên không bộ nào chấm trước được: { $names }
    .help = để một bộ đứng riêng, không lấy bộ nào trong số này
    .here = vòng khép lại ở đây

## Kinds and structure

TC0301 = không thể dùng chung { $left } với { $right }
    .help = đưa hai bên về cùng một loại: số với số, ngày với ngày, mục với mục của cùng một danh mục
    .quota = ghi một số nguyên đơn vị, ví dụ `tối đa 9`, hoặc tỉ lệ và tỉ lệ của số nào, ví dụ `tối đa 20% của good sau khi cắt`
    .share = viết cả hai bên theo tỉ lệ phần trăm: `90%` thay cho `90`, `có_mặt / đảng_viên` thay cho `có_mặt`
    .left = một bên là { $left }
    .right = bên kia là { $right }
TC0302 = chỗ này cần một điều kiện, nhưng đây là { $found }
    .help = so sánh với một giá trị, ví dụ `đảng_viên > 0`
    .here = đây là { $found }
TC0303 = chỗ này cần một số, nhưng đây là { $found }
    .help = viết một số, hoặc nêu rõ được tính là bao nhiêu, ví dụ `xét lần lượt { "{" } có_mặt > 0: 4  còn lại: 0 { "}" }`
    .here = đây là { $found }
TC0304 = `{ $word }` không phải là mục được phép đặt ở đây
    .help = viết một trong các mục: { $words }
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không có trong danh mục
TC0305 = `{ $word }` là một mục của danh mục, đứng riêng ở đây thì chưa có nghĩa
    .help = nêu rõ so sánh mục này với gì, ví dụ `loại = { $word }` hoặc `kỷ_luật = { $word }`
    .here = so sánh với gì?
TC0306 = { $found } không có thứ tự, nên không thể so sánh lớn hơn hay nhỏ hơn
    .help = so sánh bằng `=` hoặc `!=`, hoặc xếp thứ tự các mục của danh mục, ví dụ `thấp < vừa < cao`
    .here = không có thứ tự
TC0307 = chỗ này phải ghi một giá trị cố định và phù hợp
    .help = ghi thẳng giá trị, ví dụ `từ 3 đến 500`, `mặc định 80%` hoặc `mặc định có`
    .here = không phải giá trị cố định phù hợp
TC0308 = không có giá trị nào trong khoảng từ `{ $low }` đến `{ $high }`
    .help = viết giá trị nhỏ trước, ví dụ `từ 3 đến 500`; tỉ lệ phần trăm nằm từ `0%` đến `100%`
    .here = khoảng này rỗng
TC0309 = bước không phù hợp: bước phải lớn hơn 0, và là số nguyên đối với số đếm
    .help = ghi bước khác, ví dụ `bước 1`, `bước 0.5` hoặc `làm tròn điểm tới 0.5, nửa lên`
    .here = bước này
TC0310 = giá trị mặc định của `{ $name }` không thuộc các giá trị cho phép
    .help = ghi giá trị mặc định nằm trong khoảng và đúng bước, ví dụ `từ 0 đến 500, mặc định 0`
    .here = ngoài khoảng, hoặc nằm giữa hai bước
TC0311 = chưa nêu cách làm tròn
    .help = ghi thêm cách làm tròn, ví dụ `làm tròn điểm tới 0.5, nửa lên`
    .here = lên, xuống hay nửa lên?
TC0312 = { $count ->
        [0] chưa nêu cách cho điểm đối với `{ $name }`
       *[other] có tới { $count } cách cho điểm đối với `{ $name }`
    }
    .help = ghi một cách cho điểm, ví dụ `có/không`, `chấm` hoặc `bậc theo có_mặt / phải_dự { "{" } từ 90%: 4  dưới 90%: 2 { "}" }`
    .many = giữ một cách và bỏ các cách khác, hoặc cộng lại thành một, ví dụ `tổng của { "{" } 2 cho mỗi giải_thưởng, 1 cho mỗi giấy_khen { "}" }`
    .here = { $count ->
        [0] chưa có cách cho điểm
       *[other] { $count } cách cho điểm
    }
TC0313 = `{ $name }` chưa có điểm tối đa
    .help = ghi điểm tối đa sau tiêu đề, ví dụ `tiêu chí { $name } "…" 4 điểm`
    .here = bao nhiêu điểm?
TC0314 = { $name ->
        [total] các nội dung cộng lại được { $sum } điểm, nhưng tổng điểm ghi { $maximum }
       *[other] các phần của `{ $name }` cộng lại được { $sum } điểm, nhưng điểm tối đa ghi { $maximum }
    }
    .help = sửa điểm của một phần, hoặc ghi `{ $sum } điểm` ở đây
    .here = các phần cộng lại được { $sum }
    .elsewhere = sửa điểm của một phần, hoặc sửa cả điểm tối đa này thành `{ $sum } điểm`
    .printed = điểm tối đa ghi ở đây
TC0315 = nội dung `{ $name }` không có tiêu chí nào
    .help = bổ sung một tiêu chí, ví dụ `tiêu chí kế_hoạch "…" 2 điểm có/không`, hoặc bỏ nội dung này
    .here = không có gì để đánh giá
TC0316 = { $value } lớn hơn điểm tối đa là { $maximum } điểm
    .help = ghi không quá `{ $maximum }` ở đây, hoặc nâng điểm tối đa lên `{ $value } điểm`
    .here = vượt điểm tối đa
    .maximum = điểm tối đa
TC0317 = không khi nào đạt điểm tối đa là { $maximum } điểm: giá trị cao nhất chỉ là { $value }
    .help = ghi `{ $maximum }` ở đây, hoặc hạ điểm tối đa xuống `{ $value } điểm`
    .here = giá trị cao nhất
    .maximum = điểm tối đa
TC0318 = các trọng số cộng lại được { $sum }%, không phải 100%
    .help = sửa các trọng số cho đủ 100%, ví dụ `trọng số 40%` và `trọng số 60%`
    .here = cùng các trọng số khác được { $sum }%
TC0319 = `{ $name }` chưa khớp về trọng số: mọi nội dung ngoài cùng đều có trọng số, nội dung bên trong thì không
    .help = ghi trọng số cho từng nội dung ngoài cùng, ví dụ `trọng số 40%`, và không ghi cho nội dung bên trong
    .here = thiếu hoặc thừa trọng số ở đây
TC0320 = `{ $text }` không phải là nội dung chứa `{ $name }`
    .help = ghi tên nội dung chứa `{ $name }`, hoặc tổng điểm, ví dụ `quy đổi theo tổng điểm` hoặc `chia đều trong tổng điểm`
    .here = không chứa `{ $name }`
TC0321 = phần cộng và phần giảm không có điểm tối đa để quy đổi hoặc chia đều
    .help = ghi rõ tiêu chí được hưởng gì: `trọn điểm`, `2 điểm` hoặc `để ngoài`
    .here = không áp dụng được trong phần cộng và phần giảm
TC0322 = mức xếp loại ghi `còn lại` phải đứng cuối cùng
    .help = chuyển dòng này xuống cuối danh sách xếp loại
    .here = các mức sau dòng này không bao giờ đạt được
TC0323 = `{ $name }` cần { $wanted } giá trị, nhưng trong ngoặc có { $found } giá trị
    .help = ghi đúng { $wanted } giá trị trong ngoặc, cách nhau bằng dấu phẩy, ví dụ `f(có_mặt, phải_dự)`
    .here = có { $found }, cần { $wanted }
TC0324 = không đọc được nội dung của hàm này: { $reason }
    .help = sửa nội dung hàm tại chỗ này; một hàm ngắn có dạng `x / 2`
    .here = nội dung hàm sai ở đây
TC0325 = ở đây không có điểm tối đa để tính `theo tỉ lệ`
    .help = chuyển vào một tiêu chí có điểm, hoặc ghi rõ số điểm, ví dụ `4 * đã_làm / kế_hoạch`
    .here = tỉ lệ của bao nhiêu điểm?
TC0326 = `tất cả` nghĩa là toàn bộ số điểm, và chỉ dùng sau `trừ`
    .help = ghi số điểm ở đây, hoặc cho 0 điểm bằng `hủy điểm khi chậm >= 3`
    .here = tất cả của cái gì?
TC0327 = bộ tiêu chí hết hiệu lực trước khi có hiệu lực
    .help = ghi ngày sớm hơn trước, ví dụ `hiệu lực từ 2025-01-01 hết hiệu lực 2025-12-31`
    .here = hai ngày bị ngược thứ tự
TC0328 = không có giá trị nào nằm trong các giới hạn này
    .help = ghi một giới hạn dưới và một giới hạn trên, giới hạn dưới trước, ví dụ `từ 40% dưới 50%`
    .here = các giới hạn này mâu thuẫn nhau
TC0329 = hàng này có { $found } giá trị, nhưng bảng có { $wanted } cột
    .help = ghi cho mỗi cột một giá trị, cách nhau bằng dấu gạch đứng, ví dụ `thấp | 1 | 2 |`
    .here = có { $found }, cần { $wanted }
TC0330 = chưa rõ khoảng lũy tiến này kết thúc ở đâu, hoặc tính theo chiều nào
    .help = ghi `đến` cho mọi khoảng trừ khoảng cuối, và ghi `ít hơn` cho tất cả hoặc không khoảng nào, ví dụ `0.5 mỗi 50 đến 400, 0.2 mỗi 50`
    .here = khoảng này
TC0331 = không có danh mục nào tên là `{ $name }`
    .help = bổ sung danh mục, ví dụ `chọn một { $name } thấp < vừa < cao`, hoặc ghi ít nhất hai mục ở đây
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = danh mục chưa biết
TC0332 = trong bộ tiêu chí không có chỗ nào dùng `{ $name }`
    .help = dùng `{ $name }` trong một quy định, hoặc bỏ dòng này
    .here = không được dùng
TC0333 = mục `{ $word }` được ghi hai lần trong danh mục này
    .help = bỏ một trong hai, hoặc đặt tên riêng cho nó
    .here = ghi lần thứ hai
    .first = ghi lần đầu
TC0334 = danh mục này có hơn 64 mục
    .help = gộp các mục được tính như nhau thành một mục, cho đến khi còn 64 mục
    .here = quá nhiều mục
TC0335 = bộ tiêu chí này không có gì để đánh giá
    .help = bổ sung một nội dung, ví dụ `nội dung công_tác "…" { "{" } tiêu chí kế_hoạch "…" 5 điểm có/không { "}" }`
    .here = không có nội dung nào
TC0336 = { $found } không có khoảng giá trị
    .help = bỏ khoảng giá trị; chỉ số và ngày tháng mới có khoảng, ví dụ `đảng_viên số đếm từ 3 đến 500`
    .here = không đặt khoảng giá trị ở đây được
TC0337 = chưa nêu kết quả của `{ $name }` nằm từ đâu đến đâu, theo bước nào
    .help = ghi sau dấu ngoặc, ví dụ `trị số từ 0 đến 5 bước 0.5`
    .here = thiếu khoảng giá trị và bước
TC0338 = `{ $name }` là câu trả lời không có điểm, còn dòng này thuộc về cách tính điểm
    .help = bỏ dòng này, hoặc cho điểm câu trả lời, ví dụ `tiêu chí { $name } "…" 4 điểm có/không`
    .here = thuộc về cách tính điểm

## Forms of periods, as arguments

form-month = `2025-11`
form-quarter = `2025-Q4`
form-year = `2025`
form-any = `2025-11`, `2025-Q4` hoặc `2025`

TC0339 = ở đây có hơn { $maximum } dòng
    .help = tách thành nhiều tiêu chí, hoặc dùng `lũy tiến theo` hay `theo tỉ lệ`
    .here = quá nhiều dòng
TC0340 = mức trần chỉ chia đều được trong tối đa { $maximum } phần
    .help = dùng `quy đổi theo`, hoặc xếp các phần vào những nội dung riêng
    .here = quá nhiều phần

TC0341 = không chia đều mức trần cho các nội dung đã có trọng số
    .help = dùng `quy đổi theo tổng điểm`
    .here = trọng số đã định mỗi nội dung tính bao nhiêu
TC0342 = bộ tiêu chí này không còn dùng đến `{ $name }` của bộ gốc
    .help = bỏ luôn bằng `bỏ { $kind } { $name } vì "…"`
    .here = bộ này không dùng đến
    .fact = ghi trong bộ gốc ở đây
TC0343 = bảng tiêu chí phải bảo đảm `{ $condition }`, nhưng { $values ->
        [0] chưa bảo đảm
       *[other] ở đây là { $values }
    }{ $because ->
        [0] { "" }
       *[other] {" "}(lý do: { $because })
    }
    .help = sửa số này, hoặc một số khác cùng được tính, cho đến khi bảo đảm
    .here = chưa bảo đảm
    .demand = yêu cầu ghi ở đây
TC0344 = điều này chỉ biết được khi chấm từng đơn vị, còn `bắt buộc` ở đây là yêu cầu đối với bảng tiêu chí
    .help = chỉ dùng mức trần, số lượng, giới hạn xếp loại và tham số, ví dụ `bắt buộc tổng của mức trần qua các nội dung = 100`; yêu cầu đối với số liệu của từng đơn vị thì đặt trong `dữ kiện { "{" } … { "}" }`
    .here = khi chấm từng đơn vị mới biết
TC0345 = hai phần cùng cấp mang cùng số thứ tự `{ $label }`
    .help = đánh số lại một trong hai phần
    .here = số này bị trùng
    .first = số được dùng lần đầu ở đây
TC0346 = tiêu đề ghi `{ $said }`, nhưng thực tế có { $count }
    .help = sửa con số trong tiêu đề, hoặc bổ sung, bỏ bớt các phần cho khớp
    .here = thực tế có { $count }
    .title = tiêu đề ghi ở đây
TC0347 = `{ $code }` được chấp nhận ở đây, nhưng { $of ->
        [0] không còn lỗi hay cảnh báo nào như vậy
       *[other] không có phần nào tên là `{ $of }`
    }
    .help = bỏ dòng này
    .twice = bỏ dòng này: đã có dòng khác chấp nhận rồi
    .unknown = sửa lại tên, hoặc bỏ dòng này
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không còn tác dụng
    .first = đã chấp nhận ở đây
TC0348 = không được chấp nhận `{ $code }`
    .help = bỏ dòng này và sửa điều mà `{ $code }` nêu; chỉ chấp nhận được cảnh báo, lưu ý và điều chưa chứng minh được (`TC07…`, trừ `TC0702`)
    .data = bỏ dòng này: `{ $code }` nói về số liệu, không phải về bộ tiêu chí
    .here = phải sửa
TC0349 = không có lỗi, cảnh báo hay lưu ý nào mang mã `{ $code }`
    .help = ghi đúng mã như `check` đã nêu, ví dụ `chấp nhận TC0703 vì "…"`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = mã chưa biết

## Examples

TC0350 = `{ $name }` được tính ra từ số liệu, nên ví dụ không thể cho trước
    .help = cho các dữ kiện dùng để tính, và ghi `{ $name }` sau `kết quả là`
    .here = đây là kết quả
TC0351 = giá trị này không hợp với `{ $name }`, vốn là { $kind }
    .help = ghi giá trị đúng loại, ví dụ `26`, `87.5%`, `có`, `2025-11-01` hoặc một mục của danh mục
    .class = đối với mức xếp loại thì ghi `miễn xếp`
    .points = ngoài mức xếp loại ra thì ghi `miễn chấm`
    .here = giá trị khác loại
TC0352 = `{ $name }` không thể có giá trị này
    .help = ghi một giá trị từ { $low } đến { $high }, hoặc bỏ dữ kiện này
    .step = ghi một bội số của { $step }
    .here = ngoài khoảng, hoặc nằm giữa hai bước
TC0353 = có hai ví dụ cùng tên “{ $title }”
    .help = đặt cho mỗi ví dụ một tên riêng
    .here = tên bị lặp lại
    .first = đã có ở đây
TC0354 = { $circle ->
        [0] không có ví dụ nào tên là “{ $title }”
        [1] “{ $title }” dẫn trở lại chính ví dụ này: ví dụ nọ dựa vào ví dụ kia
       *[other] ví dụ này dựa vào “{ $title }”, cứ thế qua { $circle } ví dụ, không ai theo dõi hết được
    }
    .help = ghi đúng tên của một ví dụ khác
    .suggest = có phải muốn viết “{ $suggestion }”?
    .circle = bỏ `giống như` ở một trong các ví dụ ấy, và ghi thẳng số liệu ở đó
    .here = dựa vào ví dụ này
TC0355 = không dòng số liệu nào có thể có phát hiện `{ $code }`
    .help = ghi một trong các mã: { $known }; lỗi của chính bộ tiêu chí thì lệnh `check` nêu ra
    .here = không phải phát hiện về số liệu
TC0356 = `{ $text }` được cho hai lần trong ví dụ này
    .help = chỉ giữ lại một chỗ
    .here = cho lần thứ hai
    .first = cho lần đầu
TC0357 = ví dụ “{ $title }” không nêu kết quả nào
    .help = ghi thêm kết quả phải có, ví dụ `kết quả là tổng điểm 96`
    .here = chưa có kết quả
TC0358 = { $days ->
        [0] `{ $text }` không phải là kỳ mà bộ tiêu chí này đánh giá
       *[other] bộ tiêu chí không có hiệu lực trong kỳ `{ $text }`
    }
    .help = ghi kỳ theo dạng: { $form }
    .in-force = ghi kỳ có ngày đầu nằm trong khoảng { $days }
    .here = kỳ này
TC0359 = ví dụ chưa nêu loại hình của đơn vị, trong khi mỗi loại hình có biểu riêng
    .help = cho thêm, ví dụ `với { $name } { $word }`
    .here = loại hình nào?
TC0360 = người chấm `{ $name }` được nêu hai lần, nên không phân biệt được dòng nào là của ai
    .help = đặt cho mỗi người chấm một tên và một tiêu đề riêng
    .here = nêu lần thứ hai
    .first = nêu lần đầu
TC0361 = nêu quá { $maximum } người chấm cho một đơn vị
    .help = chỉ nêu những người chấm mọi đơn vị; cấp chỉ quyết định thì ghi sau `thẩm quyền`
    .here = từ đây là quá nhiều
TC0362 = chỉ quyết định được loại của chính đơn vị, không quyết định loại của một nội dung
    .help = ghi `thẩm quyền` trong phần xếp loại của cả bộ tiêu chí
    .here = quyết định loại của một nội dung
TC0365 = cùng một trường hợp thiếu mà ghi hai cách hiểu
    .help = giữ lại một dòng
    .here = ghi lần thứ hai
    .first = ghi lần đầu
TC0366 = chưa nêu khi không còn mục nào của `{ $of ->
        [months] tháng
        [quarters] quý
        [years] năm
        [previous] kỳ trước
        [criteria] tiêu chí
        [contents] nội dung
       *[other] { $of }
    }` thì tính thế nào, nên đơn vị như vậy sẽ chưa xác định
    .help = ghi thêm ở cuối, ví dụ `khi trống: không` sau điều kiện, `khi trống: 0` sau số
    .here = không còn mục nào thì sao?
TC0367 = ở đây không có `{ $of ->
        [months] tháng
        [quarters] quý
        [years] năm
        [previous] kỳ trước
        [criteria] tiêu chí
        [contents] nội dung
       *[other] { $of }
    }` nào có điểm để xét
    .help = ghi một nội dung có tiêu chí, ví dụ `tiêu chí của công_tác`
    .here = không có phần nào
TC0368 = không xét như vậy với tiêu chí, nội dung của chính biểu này được
    .help = dùng `tất cả`, `bất kỳ`, `tối thiểu`, `tối đa`, `số lượng của … mà`, hoặc `tổng của`, `trung bình của`, `cao nhất trong`, `thấp nhất trong` không kèm điều kiện
    .here = không dùng được với các phần của biểu
TC0369 = có hạn mức nhưng chưa nêu xếp hạng theo gì
    .help = thêm dòng xếp hạng, ví dụ `xếp hạng theo tổng điểm`
    .here = xếp hạng theo gì?
TC0370 = `{ $name }` không phải là dữ kiện của đơn vị, nên không chia nhóm theo đó được
    .help = chia nhóm theo một dữ kiện của chính đơn vị, hoặc theo `cấp trên`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = nhóm các đơn vị theo gì?
TC0371 = hạn mức ghi tỉ lệ nhưng chưa nêu là tỉ lệ của những đơn vị nào
    .help = nêu rõ, ví dụ `của good sau khi cắt`, `của good trở lên` hoặc `của nhóm`
    .here = tỉ lệ của số nào?
TC0372 = hạn mức chưa nêu cách làm tròn ra số đơn vị
    .help = ghi thêm cách làm tròn, ví dụ `, làm tròn xuống`
    .here = lên, xuống hay nửa lên?
TC0373 = hạn mức chưa nêu các đơn vị bằng điểm ở ranh giới thì xử lý thế nào
    .help = ghi thêm `, bằng điểm giữ`, `, bằng điểm cắt`, hoặc nêu cấp quyết định, ví dụ `, bằng điểm thẩm quyền "…"`
    .here = bằng điểm thì sao?
TC0374 = `{ $name }` là mức thấp nhất, đơn vị vượt hạn mức sẽ không còn mức nào để xếp
    .help = đặt hạn mức cho một mức cao hơn
    .here = không còn mức nào bên dưới
TC0375 = hạn mức cho `{ $name }`, nhưng bộ tiêu chí này không xếp loại chung và không có danh hiệu ấy
    .help = sửa lại tên, hoặc thêm khối `xếp loại` có mức cần hạn chế
    .here = không có mức hay danh hiệu này
TC0376 = không gộp { $found } qua các kỳ theo cách này được
    .help = dùng `cuối` cho câu trả lời và danh mục, `cao nhất` hoặc `thấp nhất` cho danh mục có thứ bậc; chỉ số mới có tổng và trung bình
    .here = cách gộp các kỳ

## Layers

TC0401 = { $reason ->
        [0] không có bộ tiêu chí cài sẵn nào tên là `{ $name }`
       *[other] không đọc được bộ tiêu chí gốc `{ $name }`: { $reason }
    }
    .help = ghi tên một bộ tiêu chí cài sẵn, ví dụ `cụ thể hóa four_good`, hoặc đường dẫn từ tệp này đến tệp gốc, ví dụ `cụ thể hóa "../khung.tieuchi"`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không tìm thấy bộ gốc
TC0402 = cụ thể hóa đi thành vòng tròn, bộ này cụ thể hóa bộ kia: { $names }
    .help = để một bộ đứng riêng, không cụ thể hóa bộ nào
    .here = vòng bắt đầu từ đây
    .member = nằm trong vòng này
TC0403 = mỗi bộ tiêu chí chỉ có một bộ gốc, nhưng ở đây ghi hai bộ: `{ $first }` và `{ $name }`
    .help = giữ `{ $first }`, bỏ `{ $name }`
    .here = bộ gốc thứ hai
    .first = bộ gốc thứ nhất
TC0404 = bộ gốc `{ $base }` không có { element-bare }
    .help = { $there ->
        [0] bỏ dòng này, hoặc viết thành phần mới
       *[other] ghi một trong các tên: { $there }
    }
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = bộ gốc không có
    .home = đã tìm trong phần này
TC0405 = không thêm được { element-shown }, vì đã có sẵn
    .help = đặt tên khác cho phần mới, hoặc sửa phần đã có bằng `sửa` hoặc `thay`
    .here = thêm ở đây
    .first = đã có ở đây
TC0406 = bộ gốc không cho phép thay đổi { element-shown } như vậy
    .help = bỏ dòng này; chỗ ghi `khóa` chỉ được sửa tiêu đề và thứ tự, chỗ ghi `mở` được sửa thêm số trong khoảng đã ghi
    .here = không được phép
    .lock = bộ gốc quy định ở đây
TC0407 = { $value } nằm ngoài khoảng được mở cho { element-shown }
    .help = ghi một số từ `{ $low }` đến `{ $high }`
    .here = ngoài khoảng được mở
    .lock = mở từ { $low } đến { $high }
TC0408 = hai dòng cùng sửa một chỗ của { element-shown }
    .help = giữ lại một dòng, bỏ dòng kia
    .here = sửa lần thứ hai
    .first = sửa lần đầu
TC0409 = thứ tự mới phải ghi đủ các phần, mỗi phần một lần
    .help = { $unknown ->
        [0] ghi thêm phần còn thiếu: { $missing }
       *[other] ghi thêm phần còn thiếu: { $missing }; bỏ tên không có: { $unknown }
    }
    .unknown = bỏ tên không có: { $unknown }
    .here = không khớp với các phần của bộ gốc
TC0410 = dòng này thuộc về cả bộ tiêu chí, không đặt trong phần riêng được
    .help = đưa dòng này ra ngoài phần riêng, hoặc bỏ đi
    .here = không áp dụng riêng được
TC0411 = dòng này sửa bộ gốc, nhưng bộ tiêu chí này không cụ thể hóa bộ nào
    .help = ghi ở đầu tệp bộ được cụ thể hóa, ví dụ `bộ tiêu chí chi_bộ "…" cụ thể hóa four_good`
    .here = sửa bộ nào?
TC0412 = `{ $name }` không phải là dữ kiện chọn một, nên không cho biết đơn vị thuộc loại hình nào
    .help = ghi tên một dữ kiện chọn một, ví dụ `dữ kiện { "{" } loại_hình chọn một cơ_quan "…", doanh_nghiệp "…" { "}" }`
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không phải dữ kiện chọn một
TC0413 = `{ $name }` không phải là một mục của danh mục này
    .help = ghi một trong các mục: { $words }
    .suggest = có phải muốn viết `{ $suggestion }`?
    .here = không có trong danh mục
TC0414 = loại hình đơn vị đang được phân biệt theo hai dữ kiện: `{ $first }` và `{ $second }`
    .help = chỉ phân biệt theo một dữ kiện, ví dụ `riêng { $first } = …`, mỗi loại hình một mục
    .here = theo dữ kiện khác
    .first = trước đó theo dữ kiện này
TC0415 = { $until ->
        [0] hai phiên bản cùng có hiệu lực từ một ngày, { $from }
       *[other] một phiên bản có hiệu lực từ { $from }, trong khi phiên bản trước còn hiệu lực đến { $until }
    }
    .help = { $until ->
        [0] ghi ngày khác cho một trong hai phiên bản, hoặc gộp làm một
       *[other] bỏ `hết hiệu lực { $until }`: phiên bản trước tự hết hiệu lực khi phiên bản sau có hiệu lực
    }
    .here = phiên bản sau
    .first = phiên bản trước
TC0416 = không có quy định nào có hiệu lực { $from ->
        [0] đến hết { $until }
       *[other] { $until ->
            [0] từ { $from } trở đi
           *[other] từ { $from } đến { $until }
        }
    }
    .help = sửa lại một trong các ngày để không bỏ trống ngày nào; không bộ nào có hiệu lực vào ngày mà bộ gốc không có hiệu lực
    .here = còn những ngày bỏ trống
    .first = thời gian hiệu lực ghi ở đây
TC0417 = { $tables ->
        [0] không phải đơn vị nào cũng có { element-shown }; dòng này không áp dụng ở nơi không có
       *[other] { $tables } không có { element-bare }, nên dòng này không áp dụng ở đó
    }
    .help = nếu đúng ý thì để nguyên; nếu không, chuyển dòng này vào phần riêng của nơi có
    .here = không áp dụng cho tất cả
TC0418 = dòng này không thay đổi gì: bộ gốc đã ghi như vậy
    .help = bỏ dòng này
    .here = không thay đổi gì
    .base = đã ghi như vậy ở đây
TC0419 = có hơn { $maximum } lớp cụ thể hóa chồng lên nhau
    .help = cụ thể hóa thẳng một bộ ở cấp cao hơn, và ghi vào đây những gì các lớp ở giữa đã sửa
    .here = thừa một lớp
TC0420 = bộ gốc đã thay đổi từ khi bộ này được soạn, { element-shown }: { $aspect }, { $before ->
        [0] –
       *[other] `{ $before }`
    } → { $after ->
        [0] –
       *[other] `{ $after }`
    }{ $count ->
        [1] { "" }
       *[other] ; tất cả { $count } thay đổi
    }
    .help = xem lại bộ này còn phù hợp không, rồi ghi nhận lại bộ gốc
    .here = soạn theo bộ gốc khi chưa thay đổi
    .changed = thay đổi ở đây
TC0421 = bộ gốc không còn { element-bare }: nay tên là `{ $now }`
    .help = viết `{ $now }`
    .here = tên cũ
    .now = tên mới
TC0422 = dòng này thay cho quy định riêng của bộ gốc về { element-shown } đối với { $forms }
    .help = nếu đúng ý thì để nguyên; nếu không, chuyển dòng này vào phần riêng của loại hình cần sửa
    .here = từ đây áp dụng chung cho tất cả
    .form = quy định riêng ở đây
TC0423 = phiên bản này có hiệu lực từ { $from }, trước cả bộ tiêu chí (từ { $begins }): quy định ở đầu tệp sẽ không bao giờ được dùng
    .help = ghi ngày muộn hơn ở đây, hoặc ngày sớm hơn ở đầu bộ tiêu chí
    .here = bắt đầu trước
    .first = bộ tiêu chí bắt đầu ở đây
TC0424 = trong { element-shown } không có số nào để mở
    .help = bỏ `mở`, hoặc ghi `khóa`
    .here = không có số để sửa
TC0425 = có hơn { $maximum } bảng: mỗi phiên bản tính một lần cho mỗi loại hình
    .help = chuyển các phiên bản đã cũ sang một tệp riêng
    .here = thừa từ phiên bản này

## Data

TC0501 = không dùng được tệp: { $reason }
    .help = kiểm tra lại tên tệp và quyền mở tệp
TC0502 = không đọc được nội dung, vì tệp không được lưu theo bảng mã UTF-8
    .help = lưu lại bảng theo UTF-8 (trong Excel: Save As, CSV UTF-8)
TC0503 = tệp trống: không có dòng ghi tên các cột
    .help = ghi tên các cột ở dòng đầu tiên, ví dụ `đơn vị,kỳ,đảng_viên`
TC0504 = cột `{ $text }` không ứng với dữ kiện nào của bộ tiêu chí nên được để ngoài
    .help = nếu cột này cần được tính, ghi tiêu đề cột đúng tên hoặc nhãn của một dữ kiện
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0505 = không có cột nào ghi dữ kiện này; kết quả phụ thuộc vào nó sẽ chưa xác định: `{ $name }` { $label }
    .help = bổ sung cột có tiêu đề `{ $name }`
TC0506 = cột `{ $text }` ghi `{ $name }`, trong khi một cột trước đó đã ghi
    .help = giữ lại một cột, bỏ cột kia
TC0507 = tiêu đề cột `{ $text }` ứng với nhiều dữ kiện: { $names }
    .help = ghi tiêu đề cột bằng tên đầy đủ của dữ kiện cần dùng
TC0508 = phần thập phân trong tệp này được đọc theo dấu `{ $sign }`, gặp lần đầu ở `{ $text }`
    .help = chạy lại với `--decimal point` nếu như vậy là sai
    .comma = chạy lại với `--decimal comma` nếu như vậy là sai
TC0509 = tệp viết phần thập phân theo hai cách, như ở `{ $first }` và ở `{ $second }`
    .help = chạy lại với `--decimal comma` hoặc `--decimal point`, hoặc viết mọi số theo cùng một cách
TC0510 = `{ $text }` có dấu cách ở đầu hoặc cuối
    .help = viết `{ $trimmed }`
TC0511 = `{ $text }` không phải là số, trong khi `{ $name }` phải là số
    .help = chỉ ghi số, dùng dấu thập phân như các số khác trong tệp; nếu chưa biết thì để trống ô
TC0512 = `{ $text }` có thể đọc theo hai cách: kiểu Việt Nam là { $vietnamese }, kiểu Anh là { $english }
    .help = chạy lại với `--decimal comma` hoặc `--decimal point`, hoặc viết số không có dấu ngăn cách hàng nghìn
TC0513 = `{ $text }` không phải là số nguyên, trong khi `{ $name }` là số đếm
    .help = ghi một số nguyên, ví dụ `26`
TC0514 = `{ $text }` nằm ngoài khoảng giá trị của `{ $name }`
    .help = ghi một giá trị từ `{ $low }` đến `{ $high }`
TC0515 = `{ $text }` nằm giữa hai bước của `{ $name }`
    .help = ghi một bội số của `{ $step }`
TC0516 = `{ $text }` là tỉ lệ phần trăm, trong khi `{ $name }` không phải tỉ lệ phần trăm
    .help = ghi chính số ấy, bỏ dấu `%`
TC0517 = không đọc được ngày `{ $text }`
    .help = ghi năm, tháng, ngày, ví dụ `2025-11-01`
    .one = viết `{ $first }`
    .two = có thể là `{ $first }` hoặc `{ $second }`: viết ngày đúng trong hai ngày này
TC0518 = `{ $text }` không phải là câu trả lời có hoặc không, như `{ $name }` yêu cầu
    .help = ghi `có` hoặc `không`; nếu chưa biết thì để trống ô
TC0519 = `{ $text }` không phải là một mục của `{ $name }`
    .help = ghi một trong các mục: { $words }
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0520 = dòng này có { $found } ô, trong khi bảng có { $wanted } cột
    .help = ghi cho mỗi cột một ô; ô có chứa dấu ngăn cách phải đặt trong dấu ngoặc kép
TC0521 = dòng này không ghi đơn vị
    .help = ghi đơn vị vào cột của nó, hoặc bỏ dòng này
TC0522 = `{ $text }` không phải là kỳ mà bộ tiêu chí này đánh giá
    .help = ghi kỳ theo dạng: { $form }
TC0523 = bộ tiêu chí không có hiệu lực trong kỳ `{ $period }`
    .help = chọn bộ tiêu chí có hiệu lực vào ngày đầu của kỳ; bộ này có hiệu lực từ { $from }
    .until = chọn bộ tiêu chí có hiệu lực vào ngày đầu của kỳ; bộ này có hiệu lực từ { $from } đến { $until }
TC0524 = dòng này bị từ chối: phải có `{ $requirement }`, nhưng số liệu ghi { $values }
    .help = sửa lại một trong các giá trị này
TC0525 = nội dung này không phải là một đơn vị viết theo JSON: { $reason }
    .help = viết cho mỗi đơn vị một đối tượng, ví dụ `{ "{" }"đơn vị": "A", "đảng_viên": 26{ "}" }`
TC0526 = `{ $text }` ghi lại lần thứ hai điều mà đối tượng này đã ghi
    .help = giữ lại một chỗ, bỏ chỗ kia
TC0527 = `{ $text }` không thể là giá trị của `{ $name }`
    .help = ghi một số, một chuỗi chữ, `true` hoặc `false`; nhiều mục thì ghi thành dãy, ví dụ `["thấp", "cao"]`
TC0528 = không có cột nào ghi đơn vị
    .help = ghi tiêu đề cột đơn vị bằng một trong các tên: { $headings }

TC0529 = đơn vị `{ $unit }` đã có ở { $file }, dòng { $first }
    .help = mỗi đơn vị chỉ giữ một dòng cho một kỳ
TC0530 = không có dòng nào của đơn vị `{ $unit }`
    .help = ghi mã đơn vị đúng như trong dữ liệu
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0531 = dữ liệu có quá nhiều dòng, chỉ tìm đơn vị trùng trong 262144 dòng đầu
    .help = tách dữ liệu theo đảng bộ nếu có thể có đơn vị trùng

TC0532 = từ đây có dấu ngoặc kép `"` không được đóng, hoặc có chữ đứng sau dấu đóng, nên các dòng bị dính vào nhau
    .help = đóng dấu ngoặc kép hoặc bỏ đi; dấu ngoặc kép nằm trong văn bản thì viết hai lần: `""`

TC0533 = dòng này không ghi kỳ nên chưa rõ áp dụng phiên bản nào; các phiên bản có hiệu lực từ { $editions }
    .help = ghi kỳ vào cột `kỳ`
TC0534 = dòng này không cho biết đơn vị thuộc loại hình nào: thiếu `{ $fact }`
    .help = ghi loại hình của đơn vị, ví dụ { $forms }
TC0535 = `{ $text }` ở cột `{ $heading }` không được tính, vì loại hình này không xét dữ kiện ấy
    .help = để trống ô này, hoặc sửa loại hình của đơn vị
TC0536 = không có phiên bản nào của bộ tiêu chí có hiệu lực vào ngày { $day }
    .help = { $from ->
        [0] chọn ngày khác
       *[other] chọn một ngày từ { $from } trở đi
    }
    .until = { $from ->
        [0] chọn một ngày không sau { $until }
       *[other] chọn một ngày từ { $from } đến { $until }
    }
TC0560 = bộ tiêu chí không có mức xếp loại hoặc danh hiệu `{ $text }`
    .help = ghi mã hoặc tên của mức xếp loại, danh hiệu đúng như trong bộ tiêu chí
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0561 = bộ tiêu chí không có dữ kiện `{ $text }`
    .help = ghi mã hoặc nhãn của dữ kiện đúng như trong bộ tiêu chí
    .suggest = có phải muốn viết `{ $suggestion }`?

TC0540 = đơn vị `{ $unit }` đã có ở dòng { $first } của bảng này
    .help = mỗi đơn vị chỉ giữ một dòng
TC0541 = cấp trên `{ $parent }` của đơn vị `{ $unit }` không có dòng nào trong bảng này
    .help = bổ sung dòng cho cấp trên ấy, hoặc sửa lại cho đúng; đơn vị cao nhất thì để trống ô này
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0542 = các đơn vị này là cấp trên của chính mình: { $names }
    .help = sửa cấp trên của một trong các đơn vị này; đơn vị cao nhất thì để trống ô
TC0543 = đơn vị rời đi ngày { $left }, không sau ngày thành lập { $joined }
    .help = sửa một trong hai ngày; ngày rời đi là ngày đầu tiên đơn vị không còn ở đó
TC0544 = cột `{ $text }` được giữ nguyên, không lấy gì từ cột này
    .help = nếu cột này là `{ $meant }`, ghi lại tiêu đề cột như vậy
TC0545 = danh sách đơn vị không có cột `{ $text }`
    .help = chia nhóm theo `cấp trên`, `loại`, `đăng ký`, `thí điểm`, hoặc một tiêu đề khác của danh sách
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0565 = chưa ghi ai chấm: bộ tiêu chí nêu nhiều người chấm, mỗi dòng là kết quả của một người
    .help = thêm một cột có tên { $headings }, mỗi dòng ghi một trong các mục: { $words }
TC0566 = `{ $text }` không phải là một trong những người chấm
    .help = ghi một trong các mục: { $words }
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0567 = quyết định chưa ghi { $missing ->
        [both] văn bản và ngày
        [document] văn bản
       *[date] ngày
    }, nên không nêu được căn cứ
    .help = ghi văn bản vào cột `văn bản` và ngày vào cột `ngày quyết định`, ví dụ `2026-01-15`
TC0568 = ở đây có { $document ->
        [0] ngày quyết định
       *[other] văn bản `{ $document }`
    } nhưng không có quyết định
    .help = ghi loại được quyết định vào cột `quyết định`, hoặc để trống các ô này
TC0575 = chưa có số liệu cho `{ $name }`
    .help = cho tệp số liệu, ví dụ `--with { $name }=TỆP`; với chính bộ tiêu chí thì ghi tệp sau tên bộ tiêu chí
    .list = cho tệp số liệu, ví dụ `--with { $name }=TỆP`; thiếu tệp này thì chưa biết gì về các dòng của danh sách
TC0576 = có số liệu cho `{ $name }`, nhưng bộ tiêu chí không lấy gì mang tên ấy
    .help = bỏ `--with` này, hoặc ghi đúng tên bộ tiêu chí, danh sách được lấy
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0577 = bộ tiêu chí xét đến các đơn vị cấp dưới, nhưng chưa biết đó là những đơn vị nào
    .help = cho danh sách đơn vị, ví dụ `--units don_vi.csv`
TC0578 = đơn vị `{ $unit }` không có trong danh sách đơn vị
    .help = bổ sung đơn vị vào danh sách, hoặc sửa lại cách ghi
    .suggest = có phải muốn viết `{ $suggestion }`?
TC0579 = { $period ->
        [0] đơn vị `{ $unit }` có trong danh sách đơn vị nhưng chưa có dòng số liệu
       *[other] đơn vị `{ $unit }` có trong danh sách đơn vị nhưng chưa có dòng số liệu kỳ { $period }
    }
    .help = đề nghị đơn vị gửi báo cáo; nếu đơn vị không còn thì ghi ngày rời đi vào danh sách đơn vị
TC0580 = đơn vị `{ $unit }` không thuộc { $type } nào nên kết quả không được tính vào đâu
    .help = ghi cấp trên của đơn vị trong danh sách đơn vị; nếu đúng là không thuộc nơi nào thì để nguyên
TC0581 = đơn vị `{ $unit }` thuộc loại `{ $type }`, mà bộ tiêu chí đánh giá `{ $assesses }`, nên kết quả của nó không được tính cho ai
    .help = sửa loại trong danh sách đơn vị, hoặc bỏ dòng này
TC0582 = không dùng được kết quả kỳ trước của đơn vị `{ $unit }`: { $what ->
        [class] bộ tiêu chí không có loại `{ $text }`
        [twice] kỳ này đã có một kết quả
       *[unit] danh sách đơn vị không có đơn vị này
    }
    .help = sửa dòng này; không có nó thì chưa biết gì về kỳ ấy
TC0583 = đây là tệp Parquet, mà chương trình này được dựng không kèm Parquet
    .help = dựng lại chương trình có Parquet (`cargo install --path . --features parquet`), hoặc lưu bảng thành CSV
TC0584 = cột `{ $text }` có giá trị kiểu { $type }, không thể là giá trị của một ô
    .help = ghi số nguyên, số thập phân, số thực, chữ, đúng hoặc sai, hoặc ngày (DATE); nếu không dùng cột này thì bỏ đi
TC0585 = cột `{ $text }` được nén bằng { $codec }, chương trình không đọc được
    .help = ghi lại tệp theo Snappy hoặc không nén
TC0586 = đây không phải là tệp Parquet, hoặc tệp đã hỏng: { $reason }
    .help = sao chép hoặc ghi lại tệp, và kiểm tra đuôi tệp có đúng không

## Scoring

TC0601 = không thể chấm điểm đến cùng cho `{ $unit }`: { $what }
    .help = ghi rõ ở đây cách tính cho trường hợp này, hoặc sửa số liệu của đơn vị
    .here = việc chấm điểm dừng ở đây

## Proofs

TC0701 = số chia `{ $divisor }` có thể bằng 0
    .help = ghi rõ cách tính khi đó, ví dụ `miễn chấm khi { $divisor } = 0: để ngoài`
    .here = chia cho 0 khi `{ $divisor }` bằng 0
TC0702 = ở đây có thể có số quá lớn, không giữ được chính xác
    .help = thu hẹp khoảng giá trị của dữ kiện, ví dụ `từ 0 đến 500`, hoặc thêm `làm tròn điểm tới 0.5, nửa lên`
    .here = có thể quá lớn
TC0703 = { $table ->
        [grid] { $value } không thuộc ô nào của bảng
       *[tiers] { $value } không thuộc bậc nào
    }
    .help = bổ sung bậc cho giá trị này, hoặc sửa giới hạn để các bậc liền nhau, ví dụ `từ 65%: 2` và `dưới 65%: 1`
    .here = không có quy định cho { $value }
TC0704 = { $table ->
        [grid] { $value } thuộc hai ô của bảng có số điểm khác nhau
       *[tiers] { $value } thuộc hai bậc có số điểm khác nhau
    }
    .help = cho bậc này kết thúc ở nơi bậc kia bắt đầu, ví dụ `từ 40% dưới 50%` và `từ 50%`
    .here = { $value } thuộc bậc này
    .other = và thuộc cả bậc này
TC0705 = có dữ liệu không thỏa điều kiện nào ở đây
    .help = thêm `còn lại: 0`, hoặc ghi mức áp dụng khi đó
    .here = không có trường hợp nào đúng
TC0706 = { $points ->
        [0] có dữ liệu không thuộc loại nào
       *[other] có dữ liệu không thuộc loại nào, ví dụ khi được { $points } điểm
    }
    .help = kết thúc danh sách bằng một loại ghi `còn lại`
    .stretch = để loại dưới nhận trường hợp không đạt điều kiện hoặc bị khống chế mức tối đa, ví dụ `từ 70` không có giới hạn trên, hoặc kết thúc danh sách bằng một loại ghi `còn lại`
    .here = đạt mức điểm này mà vẫn không thuộc loại nào
    .classes = các loại
TC0707 = không dữ liệu nào đạt được loại `{ $name }`
    .help = hạ giới hạn, sửa điều kiện, hoặc bỏ loại này
    .here = không thể đạt
TC0708 = không dữ liệu nào đạt được danh hiệu `{ $name }`
    .help = sửa điều kiện, hoặc bỏ danh hiệu này
    .here = không bao giờ được công nhận
TC0709 = điều kiện này lúc nào cũng đúng
    .help = bỏ điều kiện, hoặc sửa giới hạn được so sánh
    .here = đúng với mọi dữ liệu
TC0710 = điều kiện này không bao giờ đúng
    .help = bỏ phần phụ thuộc vào điều kiện, hoặc sửa giới hạn được so sánh
    .here = không đúng với dữ liệu nào
TC0711 = không dữ liệu nào rơi vào dòng này
    .help = bỏ dòng này, hoặc sửa giới hạn của dòng trước
    .here = không thể đạt
TC0712 = hai quy định cùng lúc ấn định hai loại khác nhau
    .help = sửa để điều kiện này loại trừ điều kiện kia
    .here = mâu thuẫn với nhau
TC0713 = hai cách xử lý khi miễn chấm cùng lúc có hiệu lực
    .help = sửa để điều kiện này loại trừ điều kiện kia
    .here = mâu thuẫn với nhau
TC0714 = mức tối thiểu này có thể cao hơn một mức tối đa cùng lúc có hiệu lực
    .help = sửa để điều kiện này loại trừ điều kiện kia, hoặc hạ mức tối thiểu; khi cả hai cùng đúng, mức tối đa được áp dụng
    .here = mức tối thiểu
    .cap = mức tối đa
TC0715 = điểm phụ thuộc vào một phần được miễn chấm, mà không ghi cách tính khi đó
    .help = thêm `miễn chấm khi …` với cùng điều kiện và cách xử lý khi đó
    .here = không có căn cứ để cho điểm
TC0716 = khi điều kiện này đúng, chỉ đạt được tối đa { $most } trên { $maximum } điểm, còn giới hạn xếp loại vẫn giữ nguyên
    .help = ghi `quy đổi theo tổng điểm` thay cho `để ngoài` nếu phần còn lại phải được quy đổi lên { $maximum }, hoặc chấp nhận bằng `chấp nhận TC0716 vì "…"`
    .here = làm mất phần điểm này
TC0717 = tổng điểm thấp nhất là { $least }, không phải 0
    .help = nếu đúng là như vậy, ghi `chấp nhận TC0717 vì "…"`; nếu không, cho các bậc thấp nhất 0 điểm
    .here = không bao giờ dưới { $least }
TC0718 = khi điều kiện này đúng thì không thể đạt: { $name }
    .help = chọn cách xử lý `quy đổi theo tổng điểm` hoặc `trọn điểm`, hoặc hạ giới hạn
    .here = làm cho không thể đạt
    .class = khi đó không thể đạt
TC0719 = chỉ đạt được tối đa { $most } trên { $maximum } điểm
    .help = sửa các quy định cho khớp với mức trần, hoặc ghi mức trần là { $most }
    .here = không thể đạt
TC0720 = tiêu chí `{ $name }` chỉ cho tối đa { $most } trên { $maximum } điểm
    .help = cho trường hợp tốt nhất { $maximum } điểm, hoặc ghi mức trần là { $most }
    .here = không bao giờ quá { $most }
TC0721 = cách cho điểm có thể ra { $points } điểm, bị mức trần { $maximum } cắt bớt
    .help = ghi mức trần { $points } điểm, hoặc cho không quá { $maximum } điểm
    .here = cho { $points } điểm
TC0722 = { $value } nằm giữa hai giới hạn; chỉ nhờ bước của các số mà không có dữ liệu rơi vào đó
    .help = cho dòng này bắt đầu ở nơi dòng kia kết thúc, ví dụ `từ 90` và `dưới 90`
    .here = không có quy định cho { $value }
TC0723 = tổng điểm { $before } được xếp vào loại này chỉ vì làm tròn
    .help = nếu đúng là như vậy, ghi `chấp nhận TC0723 vì "…"`; nếu không, làm tròn `xuống`
    .here = từ { $limit }
TC0724 = `{ $measure }` được tính ở hai tiêu chí, nên bị tính hai lần
    .help = giữ ở một tiêu chí, hoặc chấp nhận bằng `chấp nhận TC0724 vì "…"`
    .here = được tính ở đây
    .first = và trước đó ở đây
TC0725 = chưa chứng minh được { $what }
    .help = thu hẹp khoảng giá trị của dữ kiện, ví dụ `từ 0 đến 500`, hoặc dùng `bắt buộc` để ghi các dữ kiện ràng buộc nhau thế nào
    .here = chưa chứng minh được
