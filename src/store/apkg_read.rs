//! An Anki package or collection (`.apkg`, `.colpkg`), read: every layout that Anki has written since 2.0.
//!
//! `collection.anki2` and `collection.anki21` are databases whose note types are JSON; `collection.anki21b` is compressed
//! with Zstandard and keeps them in tables, as protocol buffers. Deliberately missing: pictures and sounds, which are
//! counted, and learning progress. The file is a stranger's: nothing of it is written to disk, and what would unpack
//! to more than [`LARGEST`] bytes is refused.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Cursor, Read};

use rusqlite::{Connection, params};
use serde_json::Value;
use zip::ZipArchive;

use super::protobuf;
use crate::exchange::anki::{Note, NoteType, Package, Template};

/// More than this is not unpacked.
const LARGEST: u64 = 1 << 30;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Reads the bytes of a package.
///
/// # Errors
///
/// They are no Anki package, or a torn one.
pub fn read_apkg(bytes: &[u8]) -> io::Result<Package> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let newest_first = ["collection.anki21b", "collection.anki21", "collection.anki2"];
    let found = newest_first.into_iter().find(|name| archive.index_for_name(name).is_some());
    let Some(name) = found else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it holds no collection"));
    };
    let is_packed = name.ends_with('b');
    let database = member(&mut archive, name, is_packed)?;
    let n_media = match archive.index_for_name("media").is_some() {
        true => n_media(&member(&mut archive, "media", is_packed)?, is_packed),
        false => 0,
    };
    let (note_types, notes) = collection(database).map_err(io::Error::other)?;
    Ok(Package { note_types, notes, n_media })
}

/// A file of the archive, unpacked.
fn member(archive: &mut Archive<'_>, name: &str, is_packed: bool) -> io::Result<Vec<u8>> {
    let member = archive.by_name(name)?;
    let mut bytes = Vec::new();
    let n_read = match is_packed {
        true => zstd::Decoder::new(member)?.take(LARGEST + 1).read_to_end(&mut bytes)?,
        false => member.take(LARGEST + 1).read_to_end(&mut bytes)?,
    };
    if n_read as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("`{name}` is larger than 1 GiB")));
    }
    Ok(bytes)
}

fn n_media(list: &[u8], is_packed: bool) -> usize {
    match is_packed {
        true => protobuf::fields(list).filter(|(number, _)| *number == 1).count(),
        false => serde_json::from_slice::<Value>(list)
            .ok()
            .and_then(|v| v.as_object().map(|o| o.len()))
            .unwrap_or(0),
    }
}

fn collection(mut database: Vec<u8>) -> rusqlite::Result<(Vec<NoteType>, Vec<Note>)> {
    // A database that was last written with a log beside it says so in these two bytes; in memory there is no beside.
    if let Some(versions) = database.get_mut(18..20) {
        versions.fill(1);
    }
    let mut connection = Connection::open_in_memory()?;
    connection.deserialize_read_exact("main", database.as_slice(), database.len(), true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // The order in which Anki sorts names; nothing here depends on it, but tables that mention it cannot be read without.
    connection.create_collation("unicase", |a, b| a.to_lowercase().cmp(&b.to_lowercase()))?;
    let has_tables: bool = connection.query_row(
        "SELECT count(*) > 0 FROM sqlite_master WHERE name = 'notetypes'",
        [],
        |row| row.get(0),
    )?;
    let (note_types, decks) = match has_tables {
        true => (tabled_types(&connection)?, tabled_decks(&connection)?),
        false => (json_types(&connection)?, json_decks(&connection)?),
    };
    let notes = notes(&connection, &decks)?;
    Ok((note_types, notes))
}

fn tabled_types(connection: &Connection) -> rusqlite::Result<Vec<NoteType>> {
    let mut statement = connection.prepare("SELECT id, name, config FROM notetypes ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)))?;
    let mut types = Vec::new();
    for row in rows {
        let (id, name, config): (i64, String, Vec<u8>) = row?;
        let is_cloze = protobuf::fields(&config).any(|field| field == (1, protobuf::Value::Number(1)));
        let mut fields = connection.prepare("SELECT name FROM fields WHERE ntid = ?1 ORDER BY ord")?;
        let fields = fields.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut templates =
            connection.prepare("SELECT name, config FROM templates WHERE ntid = ?1 ORDER BY ord")?;
        let templates = templates.query_map([id], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let templates = templates
            .map(|row| {
                let (name, config): (String, Vec<u8>) = row?;
                let text = |wanted: u32| protobuf::text(&config, wanted);
                Ok(Template { name, question: text(1), answer: text(2) })
            })
            .collect::<rusqlite::Result<_>>()?;
        types.push(NoteType { id, name, is_cloze, fields, templates, css: protobuf::text(&config, 3) });
    }
    Ok(types)
}

fn tabled_decks(connection: &Connection) -> rusqlite::Result<HashMap<i64, String>> {
    let mut statement = connection.prepare("SELECT id, name FROM decks")?;
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?.replace('\u{1f}', "::"))))?;
    rows.collect()
}

/// The object in a column of the collection's one row.
fn json_column(connection: &Connection, column: &str) -> rusqlite::Result<Vec<(i64, Value)>> {
    let text: String = connection.query_row(&format!("SELECT {column} FROM col"), [], |row| row.get(0))?;
    let Ok(Value::Object(entries)) = serde_json::from_str(&text) else { return Ok(Vec::new()) };
    Ok(entries.into_iter().filter_map(|(id, entry)| Some((id.parse().ok()?, entry))).collect())
}

fn json_types(connection: &Connection) -> rusqlite::Result<Vec<NoteType>> {
    let word = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    let list = |entry: &Value, key: &str| entry[key].as_array().cloned().unwrap_or_default();
    let types = json_column(connection, "models")?.into_iter().map(|(id, entry)| NoteType {
        id,
        name: word(&entry, "name"),
        is_cloze: entry["type"] == 1,
        fields: list(&entry, "flds").iter().map(|field| word(field, "name")).collect(),
        templates: list(&entry, "tmpls")
            .iter()
            .map(|t| Template { name: word(t, "name"), question: word(t, "qfmt"), answer: word(t, "afmt") })
            .collect(),
        css: word(&entry, "css"),
    });
    Ok(types.collect())
}

fn json_decks(connection: &Connection) -> rusqlite::Result<HashMap<i64, String>> {
    let decks = json_column(connection, "decks")?;
    Ok(decks.into_iter().filter_map(|(id, deck)| Some((id, deck["name"].as_str()?.to_owned()))).collect())
}

fn notes(connection: &Connection, decks: &HashMap<i64, String>) -> rusqlite::Result<Vec<Note>> {
    // A card in a filtered deck remembers its own deck.
    let mut statement = connection
        .prepare("SELECT nid, ord, CASE WHEN odid <> 0 THEN odid ELSE did END, CASE WHEN type = 0 THEN due ELSE 2147483647 END
         FROM cards ORDER BY nid, ord")?;
    let mut cards: BTreeMap<i64, (i64, i64, Vec<usize>)> = BTreeMap::new();
    let rows =
        statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get(2)?, row.get(3)?)))?;
    for row in rows {
        let (note, ord, deck, due): (i64, i64, i64, i64) = row?;
        let entry = cards.entry(note).or_insert((deck, due, Vec::new()));
        entry.2.extend(usize::try_from(ord));
    }
    let mut statement = connection.prepare("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id")?;
    let mut rows = statement.query(params![])?;
    let mut notes = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (deck, due, cards) = cards.remove(&id).unwrap_or_default();
        let (tags, fields): (String, String) = (row.get(3)?, row.get(4)?);
        let note = Note {
            guid: row.get(1)?,
            note_type: row.get(2)?,
            deck: decks.get(&deck).cloned().unwrap_or_default(),
            tags: tags.split_whitespace().map(str::to_owned).collect(),
            fields: fields.split('\u{1f}').map(str::to_owned).collect(),
            cards,
        };
        notes.push((due, note));
    }
    // New notes have their place in the deck as due number; those that were learnt keep the order of their making.
    notes.sort_by_key(|(due, _)| *due);
    Ok(notes.into_iter().map(|(_, note)| note).collect())
}
