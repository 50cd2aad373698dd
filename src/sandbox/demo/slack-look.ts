/** How the Slack pages look. */
export const SLACK_LOOK = `.slack{display:flex;min-height:100vh}nav{background:#3f0e40;color:#fff;padding:1rem .6rem;width:13rem;flex:none}nav b{display:block;padding:0 .6rem .8rem}nav small{font-weight:400;opacity:.7}
nav p{margin:1.2rem 0 .3rem;padding:0 .6rem;font-size:.8rem;opacity:.7}
nav a{display:flex;gap:.5rem;align-items:center;color:#e3d4e4;padding:.25rem .6rem;border-radius:.3rem}nav a:hover{background:#572a58;text-decoration:none}nav a span{margin-left:auto;opacity:.8}
nav i{width:.6rem;height:.6rem;border-radius:50%;border:2px solid #b39cb4}nav i.active{background:#3daa7c;border-color:#3daa7c}
main{padding:1rem 1.5rem;max-width:52rem;flex:1;min-width:0}section{margin-bottom:2rem}article,.home{background:#fff;border:1px solid #dde3ea;border-radius:.5rem;padding:.7rem 1rem;margin:.6rem 0}
.ephemeral{border-style:dashed;background:#fbfbfd}.thread{margin-left:1.6rem;border-left:3px solid #dde3ea;padding-left:.7rem}.thread article{margin:.35rem 0;padding:.45rem .8rem}
.from{margin:0 0 .3rem;color:#66727f;font-size:.85rem}.from b{color:#1c2733}.from em{font-style:normal;font-size:.65rem;background:#e8ecf0;border-radius:.2rem;padding:.05rem .25rem}
h3{margin:.2rem 0 .5rem;font-size:1.1rem}.home h3{margin-top:1.4rem}ul,ol{margin:.2rem 0 .6rem;padding-left:1.3rem}.fields{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1rem;margin:.5rem 0}
.context{color:#66727f;font-size:.85rem;margin:.3rem 0}.text{margin:.3rem 0;overflow-wrap:anywhere}code{background:#eef1f4;border-radius:.2rem;padding:0 .25rem}
form{display:inline}.actions{display:flex;flex-wrap:wrap;gap:.4rem;margin:.6rem 0 .5rem}.beside{display:flex;gap:1rem;align-items:flex-start;justify-content:space-between}
.button{display:inline-block;font:inherit;font-size:.9rem;border:1px solid #c6ced6;border-radius:.3rem;padding:.25rem .8rem;color:#1c2733;font-weight:600;background:#fff;cursor:pointer;white-space:nowrap}.button:hover{background:#f1f4f7;text-decoration:none}
.primary,.primary:hover{background:#1a7f5a;border-color:#1a7f5a;color:#fff}span.button{color:#66727f;cursor:default}
.menu{position:relative}.menu summary{list-style:none}.menu form{position:absolute;z-index:1;display:flex;flex-direction:column;background:#fff;border:1px solid #c6ced6;border-radius:.3rem;box-shadow:0 4px 14px #0002;right:0;min-width:13rem}
.actions .menu form{right:auto;left:0}.menu form button{font:inherit;font-size:.9rem;text-align:left;border:0;background:none;padding:.4rem .8rem;cursor:pointer}.menu form button:hover{background:#f1f4f7}
.command{display:flex;gap:.4rem;align-items:center}.command input{flex:1;min-width:0}input,textarea,.modal select{font:inherit;font-size:.9rem;border:1px solid #c6ced6;border-radius:.3rem;padding:.25rem .5rem}.chooser{margin:.2rem 0 .5rem;font-size:.9rem}
.screen{position:fixed;inset:0;background:#0006;display:grid;place-items:center;z-index:2}.modal{background:#fff;border-radius:.6rem;padding:1.2rem 1.5rem;width:min(34rem,94vw);max-height:90vh;overflow:auto}.modal h2{font-size:1.15rem}
.modal>.actions{justify-content:flex-end;margin-top:1rem}fieldset{border:0;padding:0;margin:.8rem 0}legend{font-weight:600;padding:0}legend small{font-weight:400;color:#66727f}fieldset label{display:block}fieldset textarea,fieldset select{width:100%}fieldset input[type=radio],fieldset input[type=checkbox]{margin-right:.4rem}.problem{color:#a3120a;margin:.2rem 0}`;
