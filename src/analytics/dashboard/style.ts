import { dark, light } from '../charts/palette.js';

const variables = ({ series, heat, ...others }: typeof light): string =>
  [
    ...Object.entries(others).map(([name, colour]) => `--${name}:${colour}`),
    ...series.map((colour, index) => `--s${index}:${colour}`),
    ...heat.map((colour, index) => `--h${index + 1}:${colour}`),
  ].join(';');

/** The look of the dashboard, light and dark. */
export const style = `
:root{color-scheme:light dark;${variables(light)}}
@media(prefers-color-scheme:dark){:root{${variables(dark)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
header,main,footer{max-width:82rem;margin:0 auto;padding:1rem}
header{padding-block-end:0}
h1{font-size:1.4rem;line-height:1.2;margin:0}
h2{font-size:1.1rem;margin:0}
p{margin:.3rem 0}
a{color:var(--accent)}
.dim{color:var(--dim);font-size:.875rem}
.top,.filters,.links{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end}
.top{justify-content:space-between}
.filters{margin-block-start:1rem}
.filters label{display:grid;gap:.15rem;font-size:.875rem;flex:1 1 12rem}
input,select,button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:.4rem;padding:.45rem .6rem;min-width:0;width:100%;min-height:2.7rem}
button{cursor:pointer;width:auto;font-weight:600}
button.main{background:var(--accent);color:var(--card);border-color:var(--accent)}
main{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem;min-width:0}
main.narrow{max-width:32rem}
@media(min-width:64rem){main:not(.narrow){grid-template-columns:repeat(2,minmax(0,1fr))}.wide{grid-column:1/-1}}
.links{margin-block-start:.7rem;font-size:.875rem;align-items:baseline}
details{font-size:.875rem;min-width:0}
section>.scroll .data{min-width:46rem}
details[open]{flex:1 1 100%}
summary{cursor:pointer;color:var(--accent)}
pre{overflow:auto;max-height:24rem;margin:.5rem 0 0;padding:.7rem;border:1px solid var(--line);border-radius:.4rem;font:.8rem/1.4 ui-monospace,monospace}
.scroll{overflow:auto;max-height:32rem;margin-block-start:.5rem}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
th{font-weight:600;text-align:start}
.data{width:100%}
.short{white-space:nowrap}
.data th,.data td{padding:.3rem .6rem;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
.data .n,.n{text-align:end;white-space:nowrap}
.data thead th{position:sticky;inset-block-start:0;background:var(--card);white-space:nowrap}
.heat td,.heat thead th{text-align:center;min-width:2.1rem;padding:.3rem .15rem;border:1px solid var(--card);font-size:.8rem;font-weight:400;line-height:1.1}
.heat th:first-child{position:sticky;inset-inline-start:0;background:var(--card);text-align:start;padding-inline-end:.7rem;white-space:nowrap;font-size:.875rem;font-weight:600}
.heat .n{font-weight:600;padding-inline-start:.6rem}
.heat thead th{white-space:nowrap}
.heat abbr{text-decoration:none}
.heat small{color:var(--dim)}
.h0{background:var(--page)}.h1{background:var(--h1)}.h2{background:var(--h2)}.h3{background:var(--h3);color:var(--dark)}.h4{background:var(--h4);color:var(--light)}.h5{background:var(--h5);color:var(--light)}
.bars{width:100%;margin-block-start:.6rem}
.bars th,.bars td{padding:.12rem .5rem .12rem 0;vertical-align:middle}
.bars th{font-weight:400;width:30%;max-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
@media(max-width:40rem){.bars th{width:42%}}
.bars .n{width:1%}
.bar{display:block;border-radius:.2rem;background:var(--page)}
.mark{stroke:var(--text);stroke-width:2}
.plot{display:block;margin-block-start:.5rem;padding-inline-start:2.6rem;overflow:visible}
.plot text{fill:var(--dim);font-size:12px}
.plot polyline{fill:none;stroke-width:2.5}
.grid{stroke:var(--line)}
.hit{fill:transparent}
.hit:hover{fill:var(--line);opacity:.5}
.s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}.s6{fill:var(--s6)}.s7{fill:var(--s7)}
.l0{stroke:var(--s0)}.l1{stroke:var(--s1)}.l2{stroke:var(--s2)}.l3{stroke:var(--s3)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:.5rem 0 0;padding:0;font-size:.875rem}
.legend svg{margin-inline-end:.35rem;vertical-align:-1px}
.note{border-inline-start:.25rem solid var(--s2);padding-inline-start:.6rem;font-size:.875rem}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:.2rem solid var(--accent);outline-offset:.1rem}
`;
