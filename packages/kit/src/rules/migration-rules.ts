import type { RuleInfo } from "./rule-info.ts";

/** Rules about migration files, the history table of their tool, and a run of migrations. */
export const MIGRATION_RULES = {
  "migration-file": {
    meaning: "A migration file cannot be read as its tool reads it: a section or quote is not closed, or a directive is unknown.",
    example: "A text that begins with ' never ends.",
    remedy: "Correct the file at the line that is named.",
  },
  "program-file": {
    meaning: "The folder holds a migration written as a program (Java, Go, Python), which cannot be run here.",
    example: "'V3__load.java' looks like a migration written as a program, which cannot be run here.",
    remedy: "Write it as SQL, or move it out of the folder and run it as a step of its own.",
  },
  "foreign-file": {
    meaning: "The folder holds a file that is not a migration by the naming of its tool, so it would be left out without a word.",
    example: "'users.sql' is not a migration that flyway files are made of here, so it would be left out.",
    remedy: "Rename it as the tool demands, or move it out of the folder.",
  },
  "duplicate-version": {
    meaning: "Two migration files have the same version.",
    example: "'V2__a.sql' and 'V2__b.sql' both have version 2.",
    remedy: "Give one of them the next free version.",
  },
  version: {
    meaning: "The version of a migration file does not fit into the history table.",
    example: "The version 99999999999999999999 is too large for the history table.",
    remedy: "Give the file a smaller number.",
  },
  "transaction-control": {
    meaning: "A migration begins or ends a transaction itself, which would tear it from its history row.",
    example: "The statement 'COMMIT' begins or ends a transaction in the middle of the file.",
    remedy: "Remove the statement; every migration runs in a transaction of its own together with its history row.",
  },
  "client-command": {
    meaning: "A migration holds a command of the psql client or data for it, which a server does not know.",
    example: "The file holds a command of the psql client, which a server does not know.",
    remedy: "Write it as SQL; for COPY FROM STDIN write INSERT statements.",
  },
  "without-transaction": {
    meaning:
      "A migration runs statement by statement, because a statement in it cannot run in a transaction. Every statement is written down, so that an interrupted run goes on where it stopped.",
    example: "The migration 4 index runs statement by statement, because CREATE INDEX CONCURRENTLY cannot run in a transaction.",
    remedy: "Nothing needs to be done; keep such a statement in a file of its own.",
  },
  "empty-migration": {
    meaning: "A migration holds no statement; only its version will be written down.",
    example: "The migration 5 later holds no statement; only its version will be written down.",
    remedy: "Remove the file when it was left by accident.",
  },
  "edited-migration": {
    meaning: "The statements of a migration were edited after it had been applied, so the database is not what the files say.",
    example: "The migration 2 orders was edited after it had been applied, so the database is not what the files say.",
    remedy: "Restore the file as it was applied (see its git history) and put the change into a new migration.",
  },
  "edited-comment": {
    meaning: "Only comments or white space of an applied migration were edited; its statements are the same.",
    example: "Comments or white space of the applied migration 2 orders were edited; its statements are the same.",
    remedy: "Nothing needs to be done.",
  },
  "edited-step": {
    meaning: "A statement of a half-applied migration has run already, but its text was changed since.",
    example: "Statement 1 of the migration 4 index has run already, but its text was changed since then.",
    remedy: "Restore the statements that have run; only those from the failed one on may be corrected.",
  },
  "missing-file": {
    meaning: "The database has had a migration for which there is no file.",
    example: "The database has had the migration 3, for which there is no file.",
    remedy: "Restore the file from git.",
  },
  "database-ahead": {
    meaning: "The database has newer migrations than the files: this is an older commit than the one that migrated it.",
    example: "The database has had the migration 7, for which there is no file.",
    remedy: "Check that the code of this commit works with the newer schema.",
  },
  "out-of-order": {
    meaning: "A migration that is not applied is older than one that is; some tools would skip it without a word.",
    example: "The migration 3 fix is older than 5, which the database has already; Flyway would leave it out.",
    remedy: "Give it a version above the highest applied one.",
  },
  dirty: {
    meaning: "The history says that a migration failed half-way, and there is no record of how far it came.",
    example: "The history says that version 4 began and never ended ('dirty'), and there is no record of how far it came.",
    remedy:
      "Find out which of its statements took effect, finish or undo them by hand, then repair the history with the tool that wrote it.",
  },
  "migration-running": {
    meaning: "The history says that a migration has begun, and the tool's lock is held: another run is at work, nothing has failed.",
    example:
      "Another run is applying version 4 now; its lock is held by pid 812, application 'migrate', user 'shop', idle, connected for 9 s.",
    remedy: "Wait until that run ends, then plan again.",
  },
  history: {
    meaning: "The history table holds what its tool never writes.",
    example: "The history table schema_migrations holds more than one row, which golang-migrate never writes.",
    remedy: "Find out which tool writes this table, and give it another one.",
  },
  "history-moved": {
    meaning: "Somebody else wrote to the history table while this run was applying migrations.",
    example: "Somebody else wrote to the history table 'flyway_schema_history' since this run began.",
    remedy: "Find out which tool or person migrates this database at the same time; then make a new plan.",
  },
  "unknown-schema": {
    meaning: "The schema holds tables but no history, so it cannot be known which migrations it has had.",
    example: "The schema 'public' of 'shop' already holds tables, but no history of Flyway.",
    remedy: "Run the tool's baseline command once, or give this application a schema of its own.",
  },
  adoption: {
    meaning: "The tool itself applied migrations and keeps no checksums; applying writes checksums down, so that later edits are noticed.",
    example: "dbmate itself applied 3 migrations and keeps no checksums; applying writes them down, so that later edits are noticed.",
    remedy: "Nothing needs to be done.",
  },
  "plan-moved": {
    meaning:
      "The files or the database have changed since the plan was made, so what was approved is not what would run now. Nothing was changed.",
    example: "The files or the database have moved since the plan was made, so what was approved is not what would run now.",
    remedy: "Make a new plan and have it approved.",
  },
  "statement-failed": {
    meaning: "The database refused a statement of a migration.",
    example:
      'The migration 6 email failed: column "email" already exists (SQLSTATE 42701). Nothing of this migration remains; it ran in a transaction that was rolled back.',
    remedy: "Correct the file at the line that is named, and run again.",
  },
  "lock-timeout": {
    meaning: "A statement did not get a lock that other sessions hold, within the lock timeout.",
    example: "The migration 6 email did not get a lock that other sessions hold (SQLSTATE 55P03).",
    remedy: "End the open transactions that are named, or run again when they are done.",
  },
  "foreign-key": {
    meaning:
      "A migration of SQLite left rows whose parent is missing, and was rolled back. Foreign keys are off while it runs, so that a table can be rebuilt, and checked at its end.",
    example: "The migration 6 cleanup leaves rows without their parent: table 'child', row 10: no parent in 'parent'.",
    remedy: "Delete or correct these rows in the migration itself, because ON DELETE does nothing while foreign keys are off.",
  },
  "connection-lost": {
    meaning: "The connection to the database was lost during a migration.",
    example: "The connection to 'shop' was lost during the migration 6 email: terminating connection due to administrator command.",
    remedy: "Run again: the history says whether the migration was written down, and nothing runs twice.",
  },
  "invalid-index": {
    meaning: "PostgreSQL has an INVALID index, left by a concurrent build that failed; building it again would fail or do nothing.",
    example: "The index 'orders_by_day' exists but is INVALID, left by an index build that failed.",
    remedy: "Drop it with DROP INDEX CONCURRENTLY and run again.",
  },
  "unclear-step": {
    meaning: "A statement had started when an earlier run ended, and it cannot be told whether it took effect.",
    example: "Statement 2 of the migration 4 index had started when an earlier run ended, and it cannot be told whether it took effect.",
    remedy: "Look at the database, and say what you found with the SQL that the finding gives; then start again.",
  },
  "shared-database": {
    meaning:
      "A database is the one that another environment was migrated with, as its server says of itself: the secrets of both hold one address. As a warning: it may also be a copy of it, or its server was started anew.",
    example: "The database 'main' of production is the very database that was migrated for staging, as its server says of itself.",
    remedy: "Give one of them another database, or write `shared: true` in the database where they have one on purpose.",
  },
  "not-proven": {
    meaning: "After the run the history does not say that every migration is applied.",
    example: "After the run the history does not say that every migration is applied; pending: 7 fix.",
    remedy: "Look into the history table before anything is deployed.",
  },
} as const satisfies Record<string, RuleInfo>;
