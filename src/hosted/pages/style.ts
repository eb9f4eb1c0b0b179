/** The one style of all pages. Colours hold WCAG AA in light and dark; there is no asset of others. */
export const style = `
:root{color-scheme:light dark;--bg:#fafafc;--card:#fff;--text:#1c1b22;--soft:#5b5a66;--line:#dddce5;--edge:#84828f;--accent:#5a3fd0;--on:#fff;--tint:#efecfc;--bad:#b3261e;--bad-tint:#fdeceb;--warn:#7a4a00;--warn-tint:#fff3dc;--good:#136a39;--good-tint:#e3f5ea}
@media(prefers-color-scheme:dark){:root{--bg:#131218;--card:#1c1b23;--text:#eceaf4;--soft:#aeacba;--line:#35333f;--edge:#878594;--accent:#b9a9ff;--on:#1b1530;--tint:#2a2540;--bad:#ffb3ab;--bad-tint:#3d1f1d;--warn:#ffce80;--warn-tint:#372a12;--good:#8ddcab;--good-tint:#15301f}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:var(--bg);color:var(--text)}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
main.narrow{max-width:38rem;padding-block-start:3rem}
header{background:var(--card);border-block-end:1px solid var(--line)}
.bar{max-width:64rem;margin:0 auto;padding:.6rem 1rem;display:flex;gap:.4rem 1rem;flex-wrap:wrap;align-items:center}
.bar strong{margin-inline-end:auto;font-size:1.05rem}.bar strong a{color:inherit;text-decoration:none}
nav.tabs{max-width:64rem;margin:0 auto;padding:0 .5rem;display:flex;gap:.25rem;overflow-x:auto}
nav.tabs a{padding:.5rem .6rem;color:var(--soft);text-decoration:none;border-block-end:.2rem solid transparent;white-space:nowrap}
nav.tabs a:hover{color:var(--text)}
nav.tabs a[aria-current]{color:var(--text);border-color:var(--accent);font-weight:600}
.skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:.5rem;inset-block-start:.5rem;background:var(--card);padding:.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .3rem}.head h2{margin:0}
p{margin:.5rem 0;max-width:44rem}
a{color:var(--accent)}
.soft{color:var(--soft)}.small{font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.25rem;margin-block:1rem}
.card>:first-child{margin-block-start:0}.card>:last-child{margin-block-end:0}
.head{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:start;padding:.55rem .8rem;border-block-end:1px solid var(--line);vertical-align:top}
tr:last-child>*{border-block-end:0}
th{font-weight:600;color:var(--soft);font-size:.8125rem;white-space:nowrap}
tbody th{color:inherit;font-size:inherit;white-space:normal}
td.number,th.number{text-align:end;font-variant-numeric:tabular-nums}
td form,td a.button{white-space:nowrap}
.badge{display:inline-block;border-radius:1rem;padding:.05rem .6rem;font-size:.8125rem;background:var(--tint);color:var(--accent);white-space:nowrap}
.badge.good{background:var(--good-tint);color:var(--good)}.badge.warn{background:var(--warn-tint);color:var(--warn)}.badge.bad{background:var(--bad-tint);color:var(--bad)}
label{display:block;margin-block:.75rem;font-weight:600}
label small,.hint{display:block;font-weight:400;color:var(--soft);font-size:.875rem}
fieldset{border:1px solid var(--line);border-radius:.6rem;margin:1rem 0;padding:.5rem 1rem 1rem;background:var(--card);min-width:0}
legend{font-weight:600;padding-inline:.4rem}
fieldset label{font-weight:400;margin-block:.4rem}
label.tick{display:flex;gap:.6rem;align-items:flex-start}label.tick small{display:block}
label.tick input{flex:none;inline-size:1.1rem;block-size:1.1rem;margin:.2rem 0 0;accent-color:var(--accent)}
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:0 1rem}
input[type=text],input[type=search],input[type=number],input[type=date],select,textarea{display:block;font:inherit;font-weight:400;padding:.45rem .6rem;width:100%;max-width:28rem;margin-block-start:.25rem;background:var(--card);color:var(--text);border:1px solid var(--edge);border-radius:.4rem}
input[type=number]{max-width:9rem}
form.filter{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.25rem 1rem;align-items:end}form.filter label{margin-block:.25rem}form.filter .actions{margin-block:.25rem}
button,a.button{display:inline-block;font:inherit;font-weight:600;padding:.45rem .9rem;border:1px solid var(--accent);border-radius:.4rem;background:var(--accent);color:var(--on);cursor:pointer;text-decoration:none}
button.plain,a.plain{background:transparent;color:var(--text);border-color:var(--edge);font-weight:400}
button.danger{background:transparent;color:var(--bad);border-color:var(--bad);font-weight:400}
button.small,a.small{padding:.2rem .6rem;font-size:.875rem}
form.inline{display:inline}
code,pre,.secret{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.9em}
code{overflow-wrap:anywhere}
pre{overflow-x:auto;background:var(--bg);border:1px solid var(--line);border-radius:.4rem;padding:.75rem;margin:.5rem 0}
.secret{display:block;border:1px dashed var(--accent);background:var(--tint);border-radius:.4rem;padding:.75rem;overflow-wrap:anywhere}
.note{border-inline-start:.25rem solid var(--accent);padding:.1rem .8rem;margin-block:1rem}
.note.warn{border-color:var(--warn)}.note.bad{border-color:var(--bad)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem;margin:1rem 0}
.facts div{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.6rem 1rem}
.facts dt{color:var(--soft);font-size:.875rem}.facts dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
dl.list{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.25rem;margin:0}dl.list dt{color:var(--soft)}dl.list dd{margin:0;overflow-wrap:anywhere}
details{margin-block:.25rem}details.card{margin-block:1rem}summary{cursor:pointer;padding-block:.25rem}
ul.tools{list-style:none;padding:0;margin:.25rem 0;columns:18rem;font-size:.875rem}ul.tools li{break-inside:avoid;padding-block:.1rem}
.wizard{display:grid;grid-template-columns:minmax(0,1fr) 19rem;gap:0 1.5rem;align-items:start}
.wizard aside{position:sticky;inset-block-start:1rem;max-block-size:calc(100vh - 2rem);overflow-y:auto}
.big{font-size:1.5rem;font-weight:600;margin:0}
svg{display:block;max-width:100%;height:auto}svg text{fill:var(--soft);font:12px system-ui,sans-serif}svg .good{fill:var(--accent)}svg .bad{fill:var(--bad)}svg .axis{stroke:var(--line)}
.key::before{content:'';display:inline-block;inline-size:.8rem;block-size:.8rem;border-radius:.15rem;background:var(--accent);margin-inline-end:.4rem}.key.bad::before{background:var(--bad)}.key{margin-inline-end:1rem}
[hidden]{display:none!important}
:focus-visible{outline:.2rem solid var(--accent);outline-offset:.15rem}
@media(max-width:48rem){.wizard{grid-template-columns:minmax(0,1fr)}.wizard aside{position:static;max-block-size:none}dl.list{grid-template-columns:1fr;gap:0}dl.list dd{margin-block-end:.5rem}
table.stack,table.stack tbody,table.stack tr,table.stack td,table.stack th{display:block;border:0}table.stack thead{display:none}table.stack tr{padding:.6rem 0;border-block-end:1px solid var(--line)}table.stack td,table.stack th{padding:.15rem .8rem}table.stack td.number{text-align:start}table.stack td[data-label]:not(:empty)::before{content:attr(data-label)': ';color:var(--soft)}}
`;
