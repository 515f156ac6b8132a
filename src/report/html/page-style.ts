/** The style of the page: system fonts, light and dark, print. */
export const PAGE_STYLE = `
:root{color-scheme:light;--bg:#f6f7f9;--card:#fff;--ink:#171a21;--muted:#5c6575;--line:#e2e6ec;--accent:#3b5bdb;--soft:#e7ecfb;--error:#c92a2a;--warn:#c05a00;--note:#1971c2;--good:#2b7a3e;--store:#eef3fb;--job:#fff;--model:#fff1dc;--service:#e6f6ea;--consumer:#f3ebfd}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;--bg:#0f1217;--card:#171b23;--ink:#e7eaf0;--muted:#97a1b2;--line:#2a313d;--accent:#8ea6ff;--soft:#232b45;--error:#ff8787;--warn:#ffb066;--note:#74b9f2;--good:#7fd48f;--store:#1b2433;--job:#1b2029;--model:#34291a;--service:#1a2d20;--consumer:#2a2138}}
:root[data-theme=dark]{color-scheme:dark;--bg:#0f1217;--card:#171b23;--ink:#e7eaf0;--muted:#97a1b2;--line:#2a313d;--accent:#8ea6ff;--soft:#232b45;--error:#ff8787;--warn:#ffb066;--note:#74b9f2;--good:#7fd48f;--store:#1b2433;--job:#1b2029;--model:#34291a;--service:#1a2d20;--consumer:#2a2138}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1080px;margin:0 auto;padding:28px 20px 64px}
h1{font-size:26px;margin:0;letter-spacing:-.02em}
h2{font-size:19px;margin:0 0 4px;letter-spacing:-.01em}
h3{font-size:14px;margin:18px 0 6px;color:var(--muted);font-weight:600}
p{margin:6px 0}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
section,header.overview{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:22px 24px;margin:0 0 18px}
.muted{color:var(--muted);font-size:14px}
.sentence{font-size:17px;max-width:70ch;margin-top:12px}
nav{display:flex;gap:16px;flex-wrap:wrap;align-items:center;margin:0 2px 14px;font-size:14px}
nav button{margin-left:auto}
button,select,input[type=search]{font:inherit;font-size:14px;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:5px 11px}
button{cursor:pointer}button:hover{border-color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.figures{display:flex;gap:26px;align-items:center;flex-wrap:wrap;margin:16px 0 6px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(175px,1fr));gap:12px;flex:1}
.card{border:1px solid var(--line);border-radius:12px;padding:12px 16px}
.card .name{color:var(--muted);font-size:13px}.card .value{font-size:23px;font-weight:650;letter-spacing:-.02em}.card .about{color:var(--muted);font-size:12.5px;line-height:1.35}
.ring .track{stroke:var(--line)}.ring .value{stroke:var(--good)}.ring.grade-C .value{stroke:var(--warn)}.ring.grade-D .value,.ring.grade-E .value{stroke:var(--error)}
.ring text{fill:var(--ink)}.ring .letter{font-size:42px;font-weight:700}.ring .points{font-size:13px;fill:var(--muted)}
.verdict{border-radius:10px;padding:10px 14px;margin-top:14px;border:1px solid var(--line)}
.verdict.failed{border-color:var(--error)}.verdict.failed strong,.failed{color:var(--error)}.verdict.passed strong{color:var(--good)}
.verdict ul,.plain{margin:6px 0 0;padding-left:18px}.verdict li.passed{color:var(--good)}.verdict li.unjudged{color:var(--muted)}
.scroll{overflow-x:auto}
svg text{fill:var(--ink);font-family:inherit}
.waterfall{width:100%;max-width:880px;min-width:520px;margin-top:8px}.waterfall .label{font-size:13px}.waterfall .amount{font-size:12.5px;fill:var(--muted)}
.ghost{fill:var(--soft)}.bar{fill:var(--accent)}.step{stroke:var(--muted);stroke-dasharray:2 2}
table{border-collapse:collapse;width:100%;font-size:14px;margin-top:8px}
th{text-align:left;color:var(--muted);font-weight:600;font-size:12.5px;border-bottom:1px solid var(--line);padding:6px 10px 6px 0}
td code{white-space:nowrap}td{border-bottom:1px solid var(--line);padding:7px 10px 7px 0;vertical-align:top}
.figure{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:6px 34px}
.columns td:first-child{overflow-wrap:anywhere;min-width:130px}
.controls{display:flex;gap:14px;flex-wrap:wrap;align-items:center;margin:12px 0}
.controls input[type=search]{min-width:260px}
.scripted{display:none}.js .scripted{display:flex}.js button.scripted{display:inline-block}
.finding{border:1px solid var(--line);border-left:4px solid var(--note);border-radius:10px;margin:10px 0}
.finding.error{border-left-color:var(--error)}.finding.warn{border-left-color:var(--warn)}
.finding:target{box-shadow:0 0 0 2px var(--accent)}
.finding summary{display:grid;grid-template-columns:92px 1fr auto;gap:2px 12px;padding:11px 16px;cursor:pointer;list-style:none}
.finding summary::-webkit-details-marker{display:none}
.badge{font-size:13px;font-weight:600;color:var(--note)}.error .badge{color:var(--error)}.warn .badge{color:var(--warn)}
.what{font-weight:600}.new{color:var(--good);border:1px solid currentColor;border-radius:20px;font-size:11.5px;padding:0 8px;margin-left:8px}
.share{font-variant-numeric:tabular-nums;font-weight:650}
.where{grid-column:2;color:var(--muted);font-size:13.5px}
.body{padding:2px 16px 14px 120px}
.advice{border-left:3px solid var(--accent);padding-left:12px;font-weight:550}
.trace{padding-left:22px}.trace li{margin:5px 0}.trace code{color:var(--muted);margin-right:10px}
dl{display:grid;grid-template-columns:110px 1fr;gap:4px 12px;font-size:13.5px;margin:12px 0 0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
.picture{border:1px solid var(--line);border-radius:10px;margin:10px 0;padding:4px}
.graph{display:block;max-width:none}.body .graph{max-width:100%;height:auto}
.station rect{fill:var(--store);stroke:var(--line);stroke-width:1.2}
.k-job rect,.k-notebook rect,.k-pipeline rect,.k-schedule rect{fill:var(--job);stroke:var(--muted)}
.k-model rect{fill:var(--model)}.k-service rect{fill:var(--service)}.k-consumer rect{fill:var(--consumer)}
.station .name{font-size:12.5px;font-weight:600}.station .kind{font-size:10.5px;fill:var(--muted)}
.arrow .line{fill:none;stroke:var(--muted);stroke-width:1.4}.arrow .word{font-size:10.5px;fill:var(--muted)}.head{fill:var(--muted)}
#map .word{display:none}#map .lit .word{display:block;fill:var(--accent)}.body button{margin-top:12px}
.doubtful .line{stroke-dasharray:4 3}
.station.subject rect{stroke:var(--warn);stroke-width:2.4}
.lit rect{stroke:var(--accent);stroke-width:2.6}.lit .line{stroke:var(--accent);stroke-width:2.2}.faded{opacity:.22}
footer{color:var(--muted);font-size:13px;text-align:center;margin-top:22px}
@media(max-width:640px){.body{padding-left:16px}.finding summary{grid-template-columns:1fr auto}.what,.where{grid-column:1/-1}}
@media print{body{background:#fff}section,header.overview{border:0;padding:8px 0}nav,.controls,button{display:none!important}.finding{break-inside:avoid}.scroll{overflow:visible}.graph,.waterfall{max-width:100%;height:auto}}
`;
