//! The statements of the study notes, read from their list.

use super::promise::unique;
use super::reader::Reader;
use super::table::Table;
use crate::model::{Diagnostic, NoteClaim, Source, SourceId, Status};

/// Reads a list of statements: those that could be built, and every problem in the text.
pub fn read_notes(source: &Source, id: SourceId) -> (Vec<NoteClaim>, Vec<Diagnostic>) {
    let reader = Reader::new(source, id);
    let claims = reader.parse(|map| {
        let root = reader.table(map, reader.place(0..0), "notes");
        let (mut claims, mut ids) = (Vec::new(), Vec::new());
        for table in root.tables("claim", "claim") {
            ids.extend(table.word("id").map(|id| (id.value, id.place)));
            claims.extend(read_claim(&table));
            table.finish();
        }
        unique(&root, ids.iter().map(|(id, place)| (id, place)));
        root.finish();
        claims
    });
    (claims, reader.finish())
}

fn read_claim(table: &Table<'_, '_, '_>) -> Option<NoteClaim> {
    const STATES: &[&str] = &["true", "conditions", "oversimplified", "wrong"];
    let find = |name: &str| Status::ALL.iter().find(|(_, known)| *known == name).map(|(status, _)| *status);
    let (id, note, topic) = (table.need_id("id"), table.need_word("note"), table.need_word("topic"));
    table.need("status");
    let status = table.one_of("status", STATES, find);
    let says = table.need_text("says");
    Some(NoteClaim { id: id?.value, note: note?.value, topic: topic?.value, status: status?, says: says? })
}
