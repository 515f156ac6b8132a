import { describe, expect, it } from "vitest";
import { printLeaves, readConfig } from "./print-settings.js";

// One mark a row, as the fraud team writes it; the file name says who reads it.
const marks: readonly (readonly [string, string, string])[] = [
  ["conf/a.yaml", "${LAKE}/x", '<env:LAKE> + "/x"'],
  ["conf/a.yaml", "${db.table}", "<ref:db.table>"],
  ["conf/a.yaml", "${model}", "<ref:model>"],
  ["conf/a.yaml", "${oc.env:LAKE,s3://f}", '(<env:LAKE> | "s3://f")'],
  ["conf/a.yaml", "${oc.env:LAKE}", "<env:LAKE>"],
  ["conf/a.yaml", "${now:%Y-%m-%d}", "<expr:now:%Y-%m-%d>"],
  ["conf/a.yaml", "${A:-${B:-c}}", '(<env:A> | <env:B> | "c")'],
  ["conf/a.yaml", "a $HOME b $x", '"a " + <env:HOME> + " b $x"'],
  ["conf/a.yaml", "costs 5$", '"costs 5$"'],
  ["conf/a.yaml", "'{{ env_var(\"T\", \"d\") }}.x'", '(<env:T> | "d") + ".x"'],
  ["conf/a.yaml", "'{{ ds }}'", "<expr:ds>"],
  [".github/workflows/a.yml", "${{ env.A }}-${{ secrets.B }}", '<env:A> + "-" + <expr:secrets.B>'],
  [".github/workflows/a.yml", "echo ${version} ${arr[@]}", '"echo " + <env:version> + " ${arr[@]}"'],
  [".pipelines/a.yml", "$(MODEL_NAME)/$(Build.SourcesDirectory)", '<env:MODEL_NAME> + "/" + <env:BUILD_SOURCESDIRECTORY>'],
  [".pipelines/a.yml", "x=$(pwd) y=$(az account show)", '"x=$(pwd) y=$(az account show)"'],
  [".pipelines/a.yml", "${{ variables.A }}${{ variables['B'] }}", "<env:A> + <env:B>"],
  ["docker-compose.yml", "${TAG:-latest} $$x ${lower}", '(<env:TAG> | "latest") + " $x " + <env:lower>'],
  ["docker-compose.yml", "${MUST:?say it}", "<env:MUST>"],
];

describe("marks that are filled in later", () => {
  it.each(marks)("%s: %s", (path, text, value) => {
    expect(printLeaves(readConfig(path, `a: ${text}\n`))).toEqual([`a = ${value}`]);
  });

  it("an INI value names another key", () => {
    expect(printLeaves(readConfig("a.ini", "[a]\nx = %(root)s/y\n"))).toEqual(['a.x = <ref:root> + "/y"']);
  });
});
