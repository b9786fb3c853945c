//! As much of protocol buffers as Anki's note types need: the fields of one message, in order.
//!
//! Deliberately missing: schemas, and writing. A message that ends too early simply ends.

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'m> {
    /// A number of any width.
    Number(u64),
    /// A text, a message or bytes.
    Bytes(&'m [u8]),
}

/// Number and value of every field of a message.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = (u32, Value<'_>)> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let key = varint(&mut rest)?;
        let number = u32::try_from(key >> 3).ok()?;
        let value = match key & 7 {
            0 => Value::Number(varint(&mut rest)?),
            1 => Value::Bytes(taken(&mut rest, 8)?),
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                Value::Bytes(taken(&mut rest, length)?)
            }
            5 => Value::Bytes(taken(&mut rest, 4)?),
            _ => return None,
        };
        Some((number, value))
    })
}

/// The text in that field; empty where there is none.
pub(super) fn text(message: &[u8], wanted: u32) -> String {
    let found = fields(message).find_map(|(number, value)| match value {
        Value::Bytes(bytes) if number == wanted => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    });
    found.unwrap_or_default()
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = rest.split_first()?;
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn taken<'m>(rest: &mut &'m [u8], length: usize) -> Option<&'m [u8]> {
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_order_and_a_torn_message_ends() {
        let message = [0x08, 0x01, 0x12, 0x02, b'h', b'i', 0x18, 0x96, 0x01];
        let found: Vec<_> = fields(&message).collect();
        assert_eq!(found, [(1, Value::Number(1)), (2, Value::Bytes(b"hi")), (3, Value::Number(150))]);
        assert_eq!(text(&message, 2), "hi");
        for end in 0..message.len() {
            assert!(fields(&message[..end]).count() <= 3);
        }
        assert_eq!(fields(&[0x12, 0xff, 0xff, 0xff, 0xff, 0x0f, b'x']).count(), 0);
    }
}
