-- The log, which only grows, and what was thought out of it, which can be made again at any time.

-- A card that anything ever happened to; from `phase` on derived.
CREATE TABLE card (
    id INTEGER PRIMARY KEY,
    deck TEXT NOT NULL,
    name TEXT NOT NULL,
    -- A number over the name, the same everywhere, by which many cards are compared.
    number INTEGER NOT NULL,
    phase INTEGER NOT NULL DEFAULT 0,
    step INTEGER NOT NULL DEFAULT 0,
    stability REAL NOT NULL DEFAULT 0,
    difficulty REAL NOT NULL DEFAULT 0,
    last_ms INTEGER NOT NULL DEFAULT 0,
    offset_min INTEGER NOT NULL DEFAULT 0,
    last_day INTEGER NOT NULL DEFAULT 0,
    due_day INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL DEFAULT 0,
    n_reviews INTEGER NOT NULL DEFAULT 0,
    n_lapses INTEGER NOT NULL DEFAULT 0,
    n_right INTEGER NOT NULL DEFAULT 0,
    hurry INTEGER NOT NULL DEFAULT 0,
    suspended INTEGER NOT NULL DEFAULT 0,
    buried_until INTEGER NOT NULL DEFAULT -2147483648,
    meaning TEXT NOT NULL DEFAULT '',
    -- When it was last answered rightly.
    right_ms INTEGER NOT NULL DEFAULT -9223372036854775808,
    UNIQUE (deck, name)
);
CREATE INDEX card_last ON card (last_day);
-- Whatever the order in which due cards are wanted, they are chosen without being read.
CREATE INDEX card_due ON card (due_day, id, buried_until, last_day, stability) WHERE phase > 0 AND suspended = 0;
CREATE INDEX card_suspended ON card (id) WHERE suspended;
CREATE INDEX card_met ON card (deck, number) WHERE phase > 0 OR suspended;
CREATE INDEX card_put_off ON card (buried_until) WHERE phase = 0 AND buried_until > -2147483648;

-- Derived: how many cards of a deck were met (answered, or told never to come), and the sum of their numbers. Whoever has the
-- cards of a deck sees by the sum whether it knows them all.
CREATE TABLE met (
    deck TEXT PRIMARY KEY,
    n INTEGER NOT NULL,
    sum INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER card_meets AFTER UPDATE OF phase, suspended ON card
WHEN (old.phase > 0 OR old.suspended) <> (new.phase > 0 OR new.suspended)
BEGIN
    -- One more or one less; sums stay below 2^62.
    INSERT INTO met VALUES (
        new.deck,
        iif(new.phase > 0 OR new.suspended, 1, -1),
        iif(new.phase > 0 OR new.suspended, new.number, -new.number) & 0x3fffffffffffffff
    )
    ON CONFLICT DO UPDATE SET n = n + excluded.n, sum = (sum + excluded.sum) & 0x3fffffffffffffff;
END;

-- What happened, in the order in which it arrived here.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    card INTEGER NOT NULL REFERENCES card (id),
    at_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    what TEXT NOT NULL,
    -- The earlier entry that this one is about.
    about TEXT,
    -- All of it as JSON; the columns below repeat what is asked for often.
    body TEXT NOT NULL,
    verdict INTEGER,
    grade INTEGER,
    confidence INTEGER,
    day INTEGER,
    phase INTEGER,
    elapsed INTEGER,
    recall REAL,
    took_ms INTEGER,
    -- Derived, of answers: whether it counts, and with what, after runs and undoing.
    counts INTEGER NOT NULL DEFAULT 0,
    now_verdict INTEGER,
    now_grade INTEGER
);
CREATE INDEX entry_card ON entry (card, at_ms);
CREATE INDEX entry_about ON entry (about) WHERE about IS NOT NULL;

-- Misconceptions that answers showed, with whether a run refuted them. `card` to `sure` repeat what the entry says; `shown` is derived:
-- whether the answer counts and is wrong.
CREATE TABLE held (
    entry INTEGER NOT NULL REFERENCES entry (id),
    belief TEXT NOT NULL,
    refuted INTEGER NOT NULL DEFAULT 0,
    card INTEGER NOT NULL REFERENCES card (id),
    at_ms INTEGER NOT NULL,
    offset_min INTEGER NOT NULL,
    day INTEGER NOT NULL,
    sure INTEGER NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (entry, belief)
) WITHOUT ROWID;

-- Derived: how each day went, deck by deck. `asked` and `kept` count answers to known cards after at least a day.
CREATE TABLE tally (
    day INTEGER NOT NULL,
    deck TEXT NOT NULL,
    n INTEGER NOT NULL DEFAULT 0,
    n_right INTEGER NOT NULL DEFAULT 0,
    n_wrong INTEGER NOT NULL DEFAULT 0,
    n_new INTEGER NOT NULL DEFAULT 0,
    n_due INTEGER NOT NULL DEFAULT 0,
    n_asked INTEGER NOT NULL DEFAULT 0,
    n_kept INTEGER NOT NULL DEFAULT 0,
    recall REAL NOT NULL DEFAULT 0,
    took_ms INTEGER NOT NULL DEFAULT 0,
    n_guess INTEGER NOT NULL DEFAULT 0,
    n_guess_right INTEGER NOT NULL DEFAULT 0,
    n_think INTEGER NOT NULL DEFAULT 0,
    n_think_right INTEGER NOT NULL DEFAULT 0,
    n_sure INTEGER NOT NULL DEFAULT 0,
    n_sure_right INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, deck)
) WITHOUT ROWID;

-- Derived: of answers to known cards after at least a day, how often they were right where the schedule saw this chance (in tenths).
CREATE TABLE foreseen (
    tenth INTEGER PRIMARY KEY,
    n INTEGER NOT NULL DEFAULT 0,
    n_kept INTEGER NOT NULL DEFAULT 0,
    recall REAL NOT NULL DEFAULT 0
);

-- What is remembered beside the log: parameters that were fitted to it, and by which rules the derived was made.
CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
