//! Fences of code in Markdown, line by line: inside them nothing has another meaning.

/// Remembers whether the lines so far stand in a block of code.
#[derive(Clone, Debug, Default)]
pub(super) struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether this line is code, or opens or closes a block of it; takes note of it.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = mark.map_or(0, |mark| trimmed.chars().take_while(|c| *c == mark).count());
        match (self.open, mark) {
            (None, Some(mark)) if run >= 3 && indent < 4 => {
                // Back-ticks on the rest of the line make it a span of code and no fence.
                if mark == '`' && trimmed[run..].contains('`') {
                    return false;
                }
                self.open = Some((mark, run));
                true
            }
            (Some((open, length)), Some(mark))
                if mark == open && run >= length && trimmed[run..].trim().is_empty() =>
            {
                self.open = None;
                true
            }
            (open, _) => open.is_some(),
        }
    }

    /// The fence that would close the block that is still open.
    pub(super) fn closing(&self) -> Option<String> {
        self.open.map(|(mark, run)| mark.to_string().repeat(run))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_with_its_own_kind_of_fence() {
        let mut fences = Fences::default();
        let code: Vec<bool> = ["a", "````rs", "```", "Q: x", "````", "b", "`x` ```y```", "~~~"]
            .map(|line| fences.is_code(line))
            .to_vec();
        assert_eq!(code, [false, true, true, true, true, false, false, true]);
        assert_eq!(fences.closing().as_deref(), Some("~~~"));
    }
}
