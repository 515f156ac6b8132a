import { describe, expect, it } from "vitest";
import { misplacedOperands } from "../print-value.js";
import { printCommands, readShell } from "./print-commands.js";

interface Case { readonly says: string; readonly text: string; readonly commands: readonly string[]; readonly problems?: readonly string[] }

// The ad team starts its jobs from scripts; each case is one habit of theirs.
const cases: readonly Case[] = [
  { says: "quotes and escapes", text: "python train.py 'a b' \"c d\" e\\ f ''\n", commands: ['1: "python" "train.py" "a b" "c d" "e f" ""'] },
  { says: "a continued line is one command", text: "python train.py \\\n  --lr 0.1 \\\r\n  --out x\n", commands: ['1: "python" "train.py" "--lr" "0.1" "--out" "x"'] },
  { says: "separators part commands", text: "a && b; c | d || e & f\ng", commands: ['1: "a"', '1: "b"', '1: "c"', '1: "d"', '1: "e"', '1: "f"', '2: "g"'] },
  { says: "an unbound variable is the environment's, a bound one is put in", text: "LAKE=s3://ads\npython x.py $LAKE/clicks ${OUT}/y\n", commands: ['2: "python" "x.py" ["s3://ads" + "/clicks"] [<env:OUT> + "/y"]'] },
  { says: "single quotes keep dollars", text: "X=1\necho '$X' \"$X\" \\$X\n", commands: ['2: "echo" "$X" "1" "$X"'] },
  { says: "defaults", text: "python x.py ${A:-b} ${C-$HOME/d} ${E:=f}\n", commands: ['1: "python" "x.py" (<env:A> | "b") [(<env:C> | <env:HOME> + "/d")] (<env:E> | "f")'] },
  { says: "a default loses against a bound name", text: "A=x\npython ${A:-b}\n", commands: ['2: "python" "x"'] },
  { says: "arguments of the script", text: "python x.py $1 \"$@\"\nshift\npython y.py $1\n", commands: ['1: "python" "x.py" <arg:1> <arg:@>', '3: "python" "y.py" <arg:2>'] },
  { says: "an unquoted text is split at blanks, a quoted one is not", text: "CMD='python x.py'\n$CMD --a\n\"$CMD\"\n", commands: ['2: "python" "x.py" "--a"', '3: "python x.py"'] },
  { says: "arrays", text: "ARGS=(--lr 0.1)\nARGS+=(--data \"$D\")\npython x.py \"${ARGS[@]}\" ${ARGS[1]}\n", commands: ['3: "python" "x.py" "--lr" "0.1" "--data" <env:D> "0.1"'] },
  { says: "braces", text: "cat data/{train,test}.csv part-{1..3} '{a,b}'\n", commands: ['1: "cat" "data/train.csv" "data/test.csv" "part-1" "part-2" "part-3" "{a,b}"'] },
  { says: "a loop's words are alternatives", text: "for day in mon tue; do\n  python score.py --day $day\ndone\n", commands: ['2: "python" "score.py" "--day" ("mon" | "tue")'] },
  { says: "what branches gave joins", text: "if [ -n \"$GPU\" ]; then D=cuda; elif x; then D=mps; else D=cpu; fi\npython x.py $D\n", commands: ['1: "x"', '2: "python" "x.py" ("cuda" | "mps" | "cpu")'] },
  { says: "without an else the old value stays", text: "D=cpu\nif [[ $G && -f x ]]; then D=cuda; fi\npython x.py $D\n", commands: ['3: "python" "x.py" ("cpu" | "cuda")'] },
  { says: "case clauses join, patterns are no commands", text: "case \"$1\" in\n  ctr|cvr) M=click;;\n  *) M=buy ;;\nesac\npython x.py $M\n", commands: ['5: "python" "x.py" ("click" | "buy")'] },
  { says: "a condition before an assignment keeps the old value", text: "[ -z \"$K\" ] && K=3\npython x.py $K\n", commands: ['2: "python" "x.py" (<env:K> | "3")'] },
  { says: "a function runs where it is called, with its arguments", text: "fit() {\n  python train.py --name \"$1\" \"${@}\"\n}\nfit ctr --fast\nfit cvr\n", commands: ['2: "python" "train.py" "--name" "ctr" "ctr" "--fast"', '2: "python" "train.py" "--name" "cvr" "cvr"'] },
  { says: "a function that nobody calls is read once", text: "function fit {\n python train.py $1\n}\n", commands: ['2: "python" "train.py" ?argument after an unknown shift'] },
  { says: "redirections", text: "python x.py < in.csv > out.csv 2>&1\npython y.py &>> log.txt 2> /dev/null <<< text\n", commands: ['1: "python" "x.py" <"in.csv" >"out.csv"', '2: "python" "y.py" >"log.txt"'] },
  { says: "here-documents are no commands", text: "cat <<EOF > report.md\npython no.py\nEOF\npython - <<-'X'\n\timport a\n\tX\npython yes.py\n", commands: ['1: "cat" >"report.md"', '4: "python" "-"', '7: "python" "yes.py"'] },
  { says: "directories", text: "cd jobs\npython a.py\ncd ../lib && python b.py\n(cd /srv; python c.py)\npython d.py\ncd -\npython e.py\n", commands: ['2: (in "jobs") "python" "a.py"', '3: (in ["jobs" / "../lib"]) "python" "b.py"', '4: (in "/srv") "python" "c.py"', '5: (in ["jobs" / "../lib"]) "python" "d.py"', '7: (in "jobs") "python" "e.py"'] },
  { says: "environment: before the command, exported, by env", text: "A=1 python a.py\nexport B=2\nC=3\nexport C\nD=4\nenv E=5 python b.py\n", commands: ['1: A="1" "python" "a.py"', '6: B="2" C="3" E="5" "python" "b.py"'] },
  { says: "set -a exports", text: "set -a\nA=1\npython a.py\n", commands: ['3: A="1" "python" "a.py"'] },
  { says: "wrappers come off", text: "sudo -E -u ads nohup nice -n 5 timeout 60 python a.py &\n", commands: ['1: "python" "a.py"'] },
  { says: "a script inside a script", text: "cd jobs\nbash -c \"cd sub && python a.py $LAKE\"\neval \"python b.py\"\n", commands: ['2: (in ["jobs" / "sub"]) "python" "a.py" <env:LAKE>', '3: (in "jobs") "python" "b.py"'] },
  { says: "the script's own folder", text: "HERE=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\"\npython \"$HERE/x.py\" $(pwd)/y $(basename a/b.csv .csv) $(dirname $1/c/d)\n", commands: ['2: "python" [<script:folder> + "/x.py"] [<shell:directory> + "/y"] "b" [<arg:1> + "/c"]'] },
  { says: "commands run inside a substitution, dates are dates", text: "IDS=$(python list.py --all)\npython x.py \"$IDS\" out/$(date +%F) `date`\n", commands: ['1: "python" "list.py" "--all"', '2: "python" "x.py" ?command substitution ["out/" + ?date] ?date'] },
  { says: "trimming of known text", text: "F=data/clicks.csv\npython ${F%.csv} ${F##*/} ${F/data/raw} ${F%%.*} ${G%.csv}\n", commands: ['2: "python" "data/clicks" "clicks.csv" "raw/clicks.csv" "data/clicks" ?expansion'] },
  { says: "arithmetic is unknown and no command", text: "i=$((i+1))\n((i++))\nfor ((j=0;j<3;j++)); do python x.py $j; done\npython y.py $i\n", commands: ['3: "python" "x.py" <env:j>', '4: "python" "y.py" ?arithmetic'] },
  { says: "read gives what is not known", text: "while read -r line; do python x.py $line; done < list.txt\n", commands: ['1: "python" "x.py" ?read at run time', '1: <"list.txt"'] },
  { says: "remarks", text: "python a.py # --no\n# python b.py\npython c#d.py\n", commands: ['1: "python" "a.py"', '3: "python" "c#d.py"'] },
  { says: "an open quote ends with the text", text: "python a.py\npython 'b\n", commands: ['1: "python" "a.py"', '2: "python" "b\\n"'], problems: ["syntax 2 a quote that is never closed"] },
];

describe("shell text", () => {
  it.each(cases)("$says", ({ text, commands, problems }) => {
    const facts = readShell(text);
    expect(printCommands(facts)).toEqual(commands);
    expect(facts.problems.map(({ kind, message, at }) => `${kind} ${at.line} ${message}`)).toEqual(problems ?? []);
  });

  it("counts its lines and keeps its remarks", () => {
    const facts = readShell("#!/bin/bash\n\n# mldebt: ignore[dead-experiment-flag] until=2030-01-01\npython a.py # x\n");
    expect(facts.lines).toEqual({ total: 4, code: 1, comment: 2, blank: 1, cells: 0 });
    expect(facts.suppressions.map(({ rules, from, until }) => [rules, from, until])).toEqual([[["dead-experiment-flag"], 4, "2030-01-01"]]);
  });

  it("places words and commands", () => {
    const facts = readShell("A=1\n  python  'x y'.py >out\n");
    const [command] = facts.commands;
    expect(command?.at).toEqual({ line: 2, column: 3, endLine: 2, endColumn: 24 });
    const script = facts.values[facts.commands[0]?.words[1] ?? -1];
    expect(script).toEqual({ kind: "constant", value: "x y.py", at: { line: 2, column: 12, endLine: 2, endColumn: 19 } });
  });
});

describe("robustness", () => {
  const whole = cases.map((one) => one.text).join("\n");

  it("may be cut anywhere", () => {
    for (const { text } of cases) for (let end = 0; end <= text.length; end++) expect(misplacedOperands(readShell(text.slice(0, end)))).toEqual([]);
  });

  it("bears noise", () => {
    let state = 11;
    const draw = (below: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % below;
    const alphabet = "\0\n\r \"'#${}[]()=,<>\\|&*!@`~;\ud800é";
    for (let round = 0; round < 400; round++) {
      const units = [...whole];
      for (let i = 0; i < 1 + draw(8); i++) units.splice(draw(units.length + 1), draw(3), alphabet[draw(alphabet.length)] ?? "");
      expect(misplacedOperands(readShell(units.join("")))).toEqual([]);
    }
  });

  it("bears deep nesting and giant lines", () => {
    for (const unit of ["(", "$(", "${", "{ ", "`", "\"", "'", "if x; ", "for a in b; do ", "case x in a) ", "f() { ", "<<", "$((", "((", "[[ ", "\\\n", "a=(", "${a:-", "\"$(", "x=$x$x;", "a | ", "f() { f; f; };f;"]) {
      expect(misplacedOperands(readShell(unit.repeat(20_000 / unit.length)))).toEqual([]);
    }
    readShell(`python ${"x".repeat(250_000)}`);
  });

  it("keeps so many commands only, and counts a text that is too long", () => {
    expect(readShell("a\n".repeat(6_000)).problems.map((problem) => problem.kind)).toEqual(["limit"]);
    expect(readShell("a\n".repeat(200_000)).lines.total).toBe(200_000);
  });
});
