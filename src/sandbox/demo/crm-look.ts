/** How pages of a CRM look. `bar`: the colour of the bar above them; `accent`: of links in it, and of what our product wrote. */
export function crmLook({ bar, accent }: { bar: string; accent: string }): string {
  return `header{background:${bar};color:#fff;padding:.6rem 1.2rem;font-weight:600}header a{color:${accent}}header span{opacity:.7;font-weight:400}
main{max-width:66rem;margin:1.2rem auto;padding:0 1.2rem}table{width:100%;border-collapse:collapse;background:#fff;border:1px solid #dde3ea;margin:.8rem 0 1.5rem}
th{font-size:.75rem;text-align:left;color:#66727f;background:#f1f4f7;padding:.45rem .7rem}td{padding:.45rem .7rem;border-top:1px solid #e8ecf0;vertical-align:top}
.name{font-weight:600}.score{display:inline-block;min-width:2.4rem;text-align:center;border-radius:.4rem;padding:.05rem .3rem;font-weight:700;background:#eef1f4}
.score.tier_1{background:#ffd9d6;color:#a3120a}.score.tier_2{background:#ffe7d1;color:#9a3b00}.score.tier_3{background:#fff6d6;color:#5b4a00}.hot{color:#a3120a;font-weight:600}
.people{padding:0;list-style:none;display:flex;gap:1.2rem;flex-wrap:wrap}.away,.here{font-size:.8rem;border-radius:1rem;padding:.05rem .5rem}.away{background:#eceff2;color:#66727f}.here{background:#dff5e3;color:#1b6b33}
.record{display:grid;grid-template-columns:minmax(15rem,1fr) 2fr;gap:1rem}@media(max-width:45rem){.record{grid-template-columns:1fr}}
.card{background:#fff;border:1px solid #dde3ea;border-radius:.5rem;padding:1rem;margin-bottom:1rem}dl{margin:0}dt{font-size:.75rem;color:#66727f;margin-top:.6rem}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere}
.task{border-left:3px solid #d94c53;padding-left:.8rem;margin-bottom:.8rem}.task p{margin:.2rem 0}.body{white-space:pre-line}.priority{color:#a3120a;font-weight:600}
.history{list-style:none;margin:0;padding:0}.history li{display:grid;grid-template-columns:8.5rem 1fr;padding:.3rem 0 .3rem .8rem;border-left:2px solid #dde3ea}.history .app{border-color:${accent}}.when{color:#66727f;font-size:.85rem}`;
}
