//! An Anki package, written: a zip archive with a database of the schema that every Anki since 2.0 opens.
//!
//! The same package and the same time give the same bytes. Deliberately missing: what is in the notes (`screen` paints
//! them), media, and learning progress: Anki keeps its own.

use std::collections::HashMap;
use std::io::{self, Cursor, Write};

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::exchange::anki::{Note, NoteType, Package};

const SCHEMA: &str = include_str!("apkg_schema.sql");

/// The bytes of the file. `modified` is in seconds since 1970; Anki updates a note it has if this is later than its own.
///
/// # Errors
///
/// The database or the archive cannot be built in memory.
pub fn apkg(package: &Package, modified: u64) -> io::Result<Vec<u8>> {
    let database = database(package, modified).map_err(io::Error::other)?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in [("collection.anki2", database.as_slice()), ("media", b"{}".as_slice())] {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

fn database(package: &Package, modified: u64) -> rusqlite::Result<Vec<u8>> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    let seconds = i64::try_from(modified).unwrap_or(i64::MAX / 1000);
    let decks = decks(package);
    collection(&connection, package, &decks, seconds)?;
    let mut ids = Ids::default();
    let mut due = 0;
    for note in &package.notes {
        let id = ids.next(&note.guid);
        insert_note(&connection, note, id, seconds)?;
        due += 1;
        let deck = decks.get(&note.deck).copied().unwrap_or(1);
        for ord in &note.cards {
            let card = ids.next(&format!("{}\u{1f}{ord}", note.guid));
            let ord = i64::try_from(*ord).unwrap_or(0);
            connection.execute(
                "INSERT INTO cards VALUES(?1,?2,?3,?4,?5,-1,0,0,?6,0,0,0,0,0,0,0,0,'')",
                params![card, id, deck, ord, seconds, due],
            )?;
        }
    }
    Ok(connection.serialize("main")?.to_vec())
}

fn insert_note(connection: &Connection, note: &Note, id: i64, seconds: i64) -> rusqlite::Result<()> {
    let first = note.fields.first().map_or("", String::as_str);
    // Anki computes its checksum of the first field anew on import.
    connection.execute(
        "INSERT INTO notes VALUES(?1,?2,?3,?4,-1,?5,?6,?7,0,0,'')",
        params![id, note.guid, note.note_type, seconds, tags(&note.tags), note.fields.join("\u{1f}"), first],
    )?;
    Ok(())
}

/// Tags as Anki stores them: no blanks within, blanks between and around.
fn tags(tags: &[String]) -> String {
    match tags.is_empty() {
        true => String::new(),
        false => format!(" {} ", tags.join(" ")),
    }
}

/// Numbers for notes and cards: the same for the same name, whatever stands around it, as far as that is possible.
#[derive(Default)]
struct Ids {
    used: std::collections::HashSet<i64>,
}

impl Ids {
    fn next(&mut self, name: &str) -> i64 {
        let mut id = number(name);
        while !self.used.insert(id) {
            id += 1;
        }
        id
    }
}

/// A number such as Anki makes from the clock (milliseconds since 1970), made from a name instead.
fn number(name: &str) -> i64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    1_400_000_000_000 + i64::try_from((hash ^ (hash >> 32)) & 0x3f_ffff_ffff).unwrap_or(0)
}

/// The number of every deck that is named.
fn decks(package: &Package) -> HashMap<String, i64> {
    package.notes.iter().map(|note| (note.deck.clone(), number(&note.deck))).collect()
}

fn collection(
    connection: &Connection,
    package: &Package,
    decks: &HashMap<String, i64>,
    seconds: i64,
) -> rusqlite::Result<()> {
    let models: Map<String, Value> =
        package.note_types.iter().map(|kind| (kind.id.to_string(), model(kind, seconds))).collect();
    let all = decks.iter().map(|(name, id)| (name.as_str(), *id)).chain([("Default", 1)]);
    let mut decks: Vec<(&str, i64)> = all.collect();
    decks.sort_unstable();
    let decks: Map<String, Value> =
        decks.into_iter().map(|(name, id)| (id.to_string(), deck(name, id, seconds))).collect();
    let config = json!({
        "activeDecks": [1], "curDeck": 1, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": true,
        "dueCounts": true, "curModel": null, "nextPos": package.notes.len() + 1, "sortType": "noteFld",
        "sortBackwards": false, "addToCur": true, "schedVer": 2, "sched2021": true, "dayLearnFirst": false,
    });
    let day = seconds - seconds.rem_euclid(86_400);
    connection.execute(
        "INSERT INTO col VALUES(1,?1,?2,?2,11,0,0,0,?3,?4,?5,?6,'{}')",
        params![
            day,
            seconds * 1000,
            config.to_string(),
            Value::Object(models).to_string(),
            Value::Object(decks).to_string(),
            json!({ "1": options() }).to_string(),
        ],
    )?;
    Ok(())
}

fn model(kind: &NoteType, seconds: i64) -> Value {
    let fields = kind.fields.iter().enumerate().map(|(ord, name)| {
        json!({ "name": name, "ord": ord, "sticky": false, "rtl": false, "font": "Arial", "size": 20,
            "description": "", "plainText": false, "collapsed": name == "Card", "excludeFromSearch": name == "Card" })
    });
    let templates = kind.templates.iter().enumerate().map(|(ord, template)| {
        json!({ "name": template.name, "ord": ord, "qfmt": template.question, "afmt": template.answer,
            "bqfmt": "", "bafmt": "", "did": null, "bfont": "", "bsize": 0 })
    });
    json!({
        "id": kind.id, "name": kind.name, "type": i32::from(kind.is_cloze), "mod": seconds, "usn": -1, "sortf": 0,
        "did": null, "tmpls": templates.collect::<Vec<_>>(), "flds": fields.collect::<Vec<_>>(), "css": kind.css,
        "latexPre": "", "latexPost": "", "latexsvg": false, "req": [], "tags": [], "vers": [],
    })
}

fn deck(name: &str, id: i64, seconds: i64) -> Value {
    json!({
        "id": id, "mod": seconds, "name": name, "usn": -1, "lrnToday": [0, 0], "revToday": [0, 0], "newToday": [0, 0],
        "timeToday": [0, 0], "collapsed": false, "browserCollapsed": true, "desc": "", "dyn": 0, "conf": 1,
        "extendNew": 0, "extendRev": 0,
    })
}

/// The options of decks that Anki itself gives to a new collection; an import leaves the learner's own alone.
fn options() -> Value {
    json!({
        "id": 1, "mod": 0, "name": "Default", "usn": 0, "maxTaken": 60, "autoplay": true, "timer": 0, "replayq": true,
        "new": { "bury": false, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20 },
        "rev": { "bury": false, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2 },
        "lapse": { "delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0 },
        "dyn": false,
    })
}
