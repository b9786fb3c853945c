//! Tests of an author's Markdown on paper.

use super::*;
use crate::model::Lang;
use crate::screen::sample::{look, shown};

const TEXT: &str = "\
# 읽기와 기다림

`read(fd)`는 데이터가 올 때까지 **잠듭니다**. See [the page](https://a.b/c).

- 첫째: 동기 호출은 결과를 가지고 돌아옵니다
- 둘째
  1. 안쪽 하나는 길어서 다음 줄로 이어집니다

> 인용한 말은 막대 뒤에 섭니다
>
> 둘째 문단

```python
await asyncio.sleep(1)
```

| 호출 | 칸 |
|---|---|
| read | 동기 블로킹 |
";

fn drawn(text: &str, width: u16) -> String {
    let look = look(width, Lang::Ko, true);
    shown(&markdown(text, width, &look), &look)
}

#[test]
fn a_page_is_set_to_its_width_by_words() {
    insta::assert_snapshot!(drawn(TEXT, 34), @r"
    읽기와 기다림

    `read(fd)`는 데이터가 올 때까지
    잠듭니다. See the page
    (https://a.b/c).

    • 첫째: 동기 호출은 결과를 가지고
      돌아옵니다
    • 둘째
      1. 안쪽 하나는 길어서 다음 줄로
         이어집니다

    ▎ 인용한 말은 막대 뒤에 섭니다
    ▎
    ▎ 둘째 문단

    │ await asyncio.sleep(1)

    호출  칸
    ─────────────────
    read  동기 블로킹
    ");
}

#[test]
fn no_line_is_wider_than_the_paper() {
    for width in [12, 20, 40, 80] {
        let text = drawn(TEXT, width);
        assert!(text.lines().all(|line| cells::width(line) <= usize::from(width)), "{width}\n{text}");
    }
}

#[test]
fn without_unicode_our_own_signs_are_ascii() {
    let look = look(60, Lang::En, false);
    let text = shown(&markdown("- a\n\n> b\n\n---\n\n```\nc\n```\n\n|a|b|\n|-|-|\n|c|d|", 60, &look), &look);
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn an_author_cannot_steer_the_terminal() {
    let text = drawn("a\u{1b}[2Jb\u{202e}c `d\u{7}` \n```\n\u{1b}]0;x\u{7}e\n```\n&#27;[31m", 60);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n') && !text.contains('\u{202e}'), "{text:?}");
}

#[test]
fn marks_that_mean_nothing_are_shown_as_they_are_written() {
    assert_eq!(drawn("Vec<T> of 2 * 3, a_b_c\nand <br>a line", 60), "Vec<T> of 2 * 3, a_b_c and\na line\n");
    assert_eq!(drawn("- \n- b", 60), "•\n• b\n");
    assert_eq!(drawn("", 60), "\n".repeat(0));
}

#[test]
fn emphasis_is_styled_and_leaves_no_asterisks() {
    let lines = markdown("**비동기(async)**는 *다릅니다*", 60, &look(60, Lang::Ko, true));
    assert_eq!(lines[0].to_string(), "비동기(async)는 다릅니다");
    assert!(lines[0].spans[0].style.add_modifier.contains(Modifier::BOLD));
    assert!(lines[0].spans.last().unwrap().style.add_modifier.contains(Modifier::ITALIC));
}

#[test]
fn code_in_a_table_keeps_its_back_ticks_because_a_table_carries_no_styles() {
    let look = Look { colour: true, ..look(60, Lang::En, true) };
    let lines = markdown("|a|\n|-|\n|`b`|\n\n`c`", 60, &look);
    let text: Vec<String> = lines.iter().map(|line| line.to_string().trim_end().to_owned()).collect();
    assert_eq!(text, ["a", "───", "`b`", "", "c"]);
}
