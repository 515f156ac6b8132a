import { describe, expect, it } from "vitest";
import { misplacedOperands } from "../print-value.js";
import { readConfig } from "./print-settings.js";

/** One text for each format: what the ranking team could have written. */
const samples: Readonly<Record<string, string>> = {
  "rank.yaml": "x: &a {k: [1, 'two', \"thr\\nee\"]}\ny:\n  <<: *a\n  run: |\n    python train.py \\\n      --data ${LAKE:-s3://ads}\n  cron: >-\n    0 3\n    * * *\n? [c, d]\n: !Ref e\n--- # next\n- {{ .Values.x }}\n- ${{ env.B }}\n",
  ".github/workflows/x.yml": "on:\n  schedule: [{cron: '0 3 * * *'}]\njobs:\n  a:\n    steps:\n    - run: python a.py ${{ env.X }}\n      env: {X: 1}\n",
  "a.json": '{"a": [1, -2.5e3, "x\\u00e9\\n", {"b": null}], // c\n "d": {"e": [[[true]]]}, /* f */ "g": "${H}"}\n',
  "a.toml": '# c\na = 1\n[b."c d"]\ne = """x\ny"""\nf = [1, [2, {g = "h"}]]\n[[i.j]]\nk = 1979-05-27T07:32:00Z\n',
  "a.ini": "# c\n[a]\nb = c ; d\ne: f\n  g\n  h\n[i j]\nk\n",
  "a.properties": "a.b = c\nd\\ e : f \\\n  g\n",
  ".env": "A=1\nexport B=\"${A}\n2\"\nC='x' # y\nD=$B-${E:-f}\n",
  "Dockerfile": "ARG V=1\nFROM a:$V AS b\nENV X=1 Y=\"2 3\"\nRUN --mount=type=cache,target=/x a && \\\n # c\n b\nRUN <<EOF\nx\nEOF\nCOPY [\"a b\", \"/c\"]\nCMD [\"python\", \"x.py\"]\n",
  "Makefile": "A ?= $(shell pwd)\nB := $(A)/x\ndefine C\nx\nendef\nall: $(B) y | z\n\t@echo $(C) $$H $@ \\\n\t  more\nifeq ($(A),x)\nD += 1\nendif\n%.o: %.c ; cc $<\n",
  "requirements.txt": "a[b]==1 ; python_version > '3' # c\n-r x.txt\ngit+https://h/r\nd \\\n  --hash=sha256:1\n",
  "main.tf": 'a "b" "c" {\n  d = "${e.f}-${g("h")}" # i\n  j {\n    k = [1, { l = "m" }]\n  }\n  n = <<-EOT\n    o ${p.q}\n  EOT\n}\n',
  "Procfile": "web: a\nworker: b --c\n",
  "crontab": "A=1\n*/5 * * * * x\n@daily y\n",
  "CODEOWNERS": "[Ads] @x\n/a b @c # d\n/e\n",
  "docker-compose.yml": "services:\n  a:\n    command: python a.py $$X ${Y:-z}\n    environment:\n    - B=${C}\n",
};

/** Numbers that look drawn but are the same in each run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) yield (state = (state * 1103515245 + 12345) % 2147483648);
}

describe.each(Object.entries(samples))("%s", (path, text) => {
  it("is read without a problem", () => {
    const facts = readConfig(path, text);
    expect(facts.problems).toEqual([]);
    expect(facts.settings.length).toBeGreaterThan(1);
    expect(misplacedOperands(facts)).toEqual([]);
  });

  it("may be cut anywhere", () => {
    for (let end = 0; end <= text.length; end++) {
      const facts = readConfig(path, text.slice(0, end));
      expect(misplacedOperands(facts)).toEqual([]);
      for (const { at } of facts.settings) expect(at.line).toBeLessThanOrEqual(facts.lines.total + 1);
    }
  });

  it("bears noise", () => {
    const alphabet = "\0\t\n\r \"'#${}[]()%:=,-<>\\|&*!@`~é\ud800\ue000\u2028";
    const drawn = numbers(path.length + 7);
    const draw = (below: number): number => Number(drawn.next().value) % below;
    for (let round = 0; round < 300; round++) {
      const units = [...text];
      for (let i = 0; i < 1 + draw(6); i++) units.splice(draw(units.length + 1), draw(3), alphabet[draw(alphabet.length)] ?? "");
      expect(misplacedOperands(readConfig(path, units.join("")))).toEqual([]);
    }
  });

  it("bears deep nesting and giant lines", () => {
    const size = 60_000;
    for (const unit of ["[", "{", "(", "${", "$(", "{{", "\"", "'", "- ", "a: ", " ", "\t", "<<", "a{", "x = [", "\\\n", "#", "*", "&a ", "? ", "%(", "`"]) {
      const facts = readConfig(path, text + unit.repeat(size / unit.length));
      expect(misplacedOperands(facts)).toEqual([]);
    }
    readConfig(path, `${text}${Array.from({ length: 2_000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")}\n`);
    readConfig(path, `${text}k: ${"x".repeat(400_000)}\n`);
  });
});

describe("aliases", () => {
  it("that multiply stop at the limit", () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(", ")}]`);
    const facts = readConfig("laughs.yaml", ["l0: &l0 ha", ...levels].join("\n"));
    expect(facts.problems.map((problem) => problem.kind)).toContain("limit");
    expect(facts.settings.length).toBeLessThanOrEqual(50_000);
  });
});
