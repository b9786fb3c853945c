-- What stands where on the shelf. All of it can be made again from the decks.

-- A deck's file as it was when it was read; of a text inside the program `mtime` is the number of the text.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    place BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    ctime INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    -- The number of the text, and whether the file was so new then that it may have changed without its times telling.
    number INTEGER NOT NULL,
    young INTEGER NOT NULL,
    -- The deck's id, none where there is no deck; the text above its cards, none where only the whole can be read.
    deck TEXT,
    head TEXT,
    -- The decks that it comes after, as JSON.
    path TEXT NOT NULL,
    -- How many problems keep something from working.
    n_errors INTEGER NOT NULL,
    -- How many cards there are, and the sum of the numbers of their names.
    n INTEGER NOT NULL,
    sum INTEGER NOT NULL
);

-- A card: where its piece of the text is, the number of that piece, and what is known of the card.
CREATE TABLE card (
    file INTEGER NOT NULL,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    first INTEGER NOT NULL,
    past INTEGER NOT NULL,
    line INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    kind TEXT NOT NULL,
    meaning TEXT NOT NULL,
    notes TEXT NOT NULL,
    tags TEXT NOT NULL,
    n_errors INTEGER NOT NULL,
    PRIMARY KEY (file, at)
) WITHOUT ROWID;
CREATE INDEX card_number ON card (file, number);

-- By which rules it was made.
CREATE TABLE maker (words TEXT NOT NULL);
