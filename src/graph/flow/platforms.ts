import type { Text } from "../text.js";
import type { Abstract } from "./abstract.js";
import { typesOf } from "./types.js";
import type { World } from "./world.js";

/** Platform of a connection by the scheme of its URL; the driver behind `+` does not count. */
const SCHEMES: Readonly<Record<string, string>> = {
  postgresql: "postgres", postgres: "postgres", redshift: "redshift", mysql: "mysql", mariadb: "mysql", sqlite: "sqlite", snowflake: "snowflake", bigquery: "bigquery", mssql: "mssql", oracle: "oracle",
  trino: "trino", presto: "presto", hive: "hive", clickhouse: "clickhouse", clickhousedb: "clickhouse", databricks: "databricks", duckdb: "duckdb", teradatasql: "teradata", awsathena: "athena",
  cockroachdb: "cockroachdb", db2: "db2", vertica: "vertica", mongodb: "mongodb",
};
/** Platform of a connection by the first words of its type. */
const CLIENTS: readonly (readonly [string, string])[] = [
  ["sqlite3", "sqlite"], ["psycopg", "postgres"], ["asyncpg", "postgres"], ["pg8000", "postgres"], ["pymysql", "mysql"], ["MySQLdb", "mysql"], ["mysql", "mysql"], ["snowflake", "snowflake"],
  ["google.cloud.bigquery", "bigquery"], ["redshift_connector", "redshift"], ["duckdb", "duckdb"], ["trino", "trino"], ["prestodb", "presto"], ["pyhive.hive", "hive"], ["cx_Oracle", "oracle"],
  ["oracledb", "oracle"], ["pymssql", "mssql"], ["clickhouse", "clickhouse"], ["databricks", "databricks"], ["vertica_python", "vertica"], ["pyathena", "athena"], ["cassandra", "cassandra"],
];

/** Platform of the tables that a connection reaches; null where neither its URL nor its type says so. */
export function platformOf(world: World, connection: Abstract): string | null {
  const addresses: Text[] = [...connection.texts];
  for (const thing of connection.things) if (thing.kind === "instance") addresses.push(...(world.heap.info(thing.object)?.address.texts ?? []));
  for (const text of addresses) {
    const first = text.parts[0];
    const scheme = typeof first === "string" ? /^([A-Za-z0-9]+)(?:\+[\w.]+)?:\/\//.exec(first)?.[1] : undefined;
    const platform = scheme === undefined ? undefined : SCHEMES[scheme.toLowerCase()];
    if (platform !== undefined) return platform;
  }
  for (const thing of connection.things) {
    if (thing.kind !== "instance") continue;
    for (const type of typesOf(world, thing)) {
      const found = CLIENTS.find(([prefix]) => type === prefix || type.startsWith(`${prefix}.`) || type.startsWith(prefix));
      if (found) return found[1];
    }
  }
  return null;
}

/** Texts of a value that look like an address, and the addresses of its objects. */
export function addressOf(world: World, value: Abstract): Abstract {
  const texts = value.texts.filter((text) => text.parts.some((part) => typeof part === "string" && part.includes("://")));
  let found = world.lattice.texts(texts);
  for (const thing of value.things) if (thing.kind === "instance") found = world.lattice.join(found, world.heap.info(thing.object)?.address ?? world.lattice.nothing);
  return found;
}
