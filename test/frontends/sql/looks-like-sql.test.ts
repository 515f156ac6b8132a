import { describe, expect, it } from "vitest";
import { looksLikeSql } from "../../../src/frontends/sql/looks-like-sql.js";
import { readCases } from "./read-cases.js";

/** A statement of SQL, and prose that starts with the same word. */
const pairs: readonly (readonly [string, string])[] = [
  ["select ad_id from clicks", "select an ad from the list below"],
  ["SELECT max(score) AS top FROM fraud.scores s WHERE s.day = 1", "Select the best model and go on"],
  ["select distinct user_id from clicks", "select all"],
  ["select 1", "select one"],
  ["select current_date, f(x)", "select your favourite, and mine"],
  ["with late as (select 1) select * from late", "with great power comes great care"],
  ["insert into alerts (id) values (1)", "insert into the queue of alerts"],
  ["insert alerts select * from scores", "insert coins here"],
  ["update alerts set open = false", "update the readme set of pages"],
  ["update alerts a join scores s on a.id = s.id set a.score = s.score", "update alerts"],
  ["delete from alerts where id = 1", "delete from the list of users"],
  ["merge into alerts t using scores s on t.id = s.id when matched then delete", "merge into main"],
  ["create table alerts (id int)", "create table of contents"],
  ["create or replace view alerts as select 1", "create a view of the data"],
  ["create model ads.ctr options (x = 1) as select 1", "create model registry"],
  ["drop table if exists alerts", "drop table by the window"],
  ["alter table alerts rename to old_alerts", "alter table manners"],
  ["truncate table alerts", "truncate the text to ten words"],
  ["copy alerts from 's3://fraud/alerts'", "copy files from the bucket"],
  ["unload ('select 1') to 's3://fraud/'", "unload the truck"],
  ["load data inpath 'x' into table alerts", "load data from disk"],
  ["export data options (uri = 'gs://x') as select 1", "export data to a file"],
  ["call fraud.score(1)", "call me maybe"],
  ["declare day date default current_date", "declare victory"],
  ["begin; insert into a select * from b; commit", "begin training"],
  ["show tables in fraud", "show tables and chairs"],
  ["values (1, 2)", "values are here"],
  ["explain select * from alerts", "explain the results"],
  ["from clicks select user_id", "from here to there"],
  ["execute immediate 'select 1'", "execute the plan"],
];

describe("looksLikeSql", () => {
  it.each(pairs)("tells %j from %j", (sql, prose) => {
    expect(looksLikeSql(sql)).toBe(true);
    expect(looksLikeSql(prose)).toBe(false);
  });

  it.each(["", "   ", "clicks", "s3://ads/clicks", "selected rows from clicks", "select.from", "SELECT", "{{ x }}", "ads.clicks", "select 5 items", "from ads.clicks import reader"])("finds none in %j", (text) => expect(looksLikeSql(text)).toBe(false));

  it.each(["-- ranks\nselect a from b", "/* x */ select a from b", "{{ config(a=1) }}\nselect a from {{ ref('b') }}", "\uE0000\uE001 select a from b", "(select 1 from a) union (select 2 from b)", "select \uE0000\uE001 from \uE0001\uE001",
    "SELECT {cols} FROM {table} WHERE x = {x}", "select * from %s where id = %s", ";select 1"])("finds it in %j", (text) => expect(looksLikeSql(text)).toBe(true));

  it("finds it in nearly all cases that read or write", () => {
    const lineage = readCases().filter(({ expected }) => (expected.get("reads") ?? "") + (expected.get("writes") ?? "") !== "");
    const missed = lineage.filter(({ sql }) => !looksLikeSql(sql)).map(({ sql }) => sql.slice(0, 60));
    // Words that only one dialect starts a statement with, and texts that start with words of their own.
    expect(missed.length).toBeLessThan(lineage.length * 0.035);
  });
});
