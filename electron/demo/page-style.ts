/** The one style sheet of the demo tenant's pages: warm paper, near-black ink; dark by the system's wish. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#f7f4ef;--raised:#fffdfa;--line:#e4ded4;--quiet:#6a645b;--ink:#1d1a17;--accent:#2f5d50;--on-accent:#fff;
--good:#2c6b46;--warn:#8a5a00;--bad:#9c2f28;--ring:#2f5d50;--hover:#efeae1;
--t0:#dfe7e3;--t1:#e9e1d6;--t2:#dde3ec;--t3:#eadfe2;--t4:#e6e6da;--t5:#e2e0ec;--t6:#dbe8ea;--t7:#efe4d2;--on-tone:#3c3833}
@media (prefers-color-scheme:dark){:root{--paper:#161412;--raised:#1f1c19;--line:#34302b;--quiet:#a8a096;--ink:#f3eee6;--accent:#9ccbb9;--on-accent:#10211b;
--good:#8fd0a8;--warn:#e7bd6b;--bad:#f0a39c;--ring:#9ccbb9;--hover:#2a2622;
--t0:#33443d;--t1:#463a2d;--t2:#323c4b;--t3:#472f37;--t4:#3f4028;--t5:#3a3650;--t6:#2a4347;--t7:#4c3d22;--on-tone:#e9e3d9}}
*{box-sizing:border-box}
html{font:400 16px/1.45 'Inter Variable',Inter,system-ui,'Hiragino Sans','Noto Sans CJK JP','Noto Sans JP','Yu Gothic UI',sans-serif;background:var(--paper);color:var(--ink);-webkit-font-smoothing:antialiased;font-feature-settings:'cv11','ss03'}
:lang(ar){font-family:'Inter Variable',Inter,'SF Arabic','Geeza Pro','Segoe UI','Noto Sans Arabic',system-ui,sans-serif}
:lang(ar) *{letter-spacing:0!important}
:lang(zh-Hans){font-family:'Inter Variable',Inter,system-ui,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei UI',sans-serif}
body{margin:0;min-height:100vh}
h1,h2,p,ul,ol,dl,dd,figure{margin:0;padding:0}
ul,ol{list-style:none}
button,input{font:inherit;color:inherit}
h2{font-size:13px;font-weight:600;color:var(--quiet);letter-spacing:.01em}
:focus-visible{outline:3px solid var(--ring);outline-offset:2px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:flex;align-items:center;gap:12px 24px;flex-wrap:wrap;padding:16px 32px;border-bottom:1px solid var(--line)}
.bar h1{font-size:20px;font-weight:640;letter-spacing:-.015em;line-height:1.1}
.bar .tag{font-size:13px;font-weight:560;color:var(--quiet);border:1px solid var(--line);border-radius:99px;padding:4px 12px;white-space:nowrap}
.bar .about{font-size:13px;color:var(--quiet);flex:1 1 190px;line-height:1.3;text-wrap:balance}
.weather{display:flex;align-items:center;gap:8px;flex-wrap:wrap}
.weather>span{font-size:13px;color:var(--quiet);margin-inline-end:4px}
.switch{display:inline-flex;padding:3px;border-radius:14px;background:var(--hover);flex-wrap:wrap}
.switch button{border:0;background:none;border-radius:11px;padding:7px 13px;font-size:14px;cursor:pointer;color:var(--quiet);min-height:34px}
.switch button[aria-pressed=true]{background:var(--raised);color:var(--ink);font-weight:580;box-shadow:0 1px 3px #0002}
.notice{display:flex;gap:10px;align-items:center;padding:10px 32px;font-size:15px;color:var(--warn);border-bottom:1px solid var(--line)}
.notice::before{content:'';flex:none;width:10px;height:10px;border-radius:50%;background:currentColor}
.notice b{font-weight:620}
.notice[hidden]{display:none}
.desk{display:grid;grid-template-columns:304px minmax(0,1fr) 324px;flex:1;min-height:0}
.directory{display:flex;flex-direction:column;height:100vh}
.desk>*{min-height:0;min-width:0}
.pane{padding:24px 32px;overflow:auto;scrollbar-width:thin;scrollbar-color:var(--line) transparent}
.pane.people{padding:24px 16px 24px 20px;border-inline-end:1px solid var(--line)}
.pane.log{padding:24px 24px;border-inline-start:1px solid var(--line)}
.find{position:sticky;top:-24px;background:var(--paper);padding:4px 4px 12px;margin-top:-4px;z-index:1}
.find input{width:100%;border:1px solid var(--line);background:var(--raised);border-radius:14px;padding:11px 16px}
.find input::placeholder{color:var(--quiet)}
.row{display:flex;align-items:center;gap:14px;width:100%;padding:7px 12px;border:0;border-radius:16px;background:none;text-align:start;cursor:pointer;content-visibility:auto;contain-intrinsic-size:auto 62px}
.row:hover{background:var(--hover)}
.row[aria-current=true]{background:var(--hover)}
.row .who{min-width:0;flex:1}
.row b{display:block;font-weight:560;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;unicode-bidi:isolate}
.row small{display:block;color:var(--quiet);font-size:13px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;line-height:1.35}
.row[hidden],.empty[hidden]{display:none}
.empty{color:var(--quiet);padding:12px;font-size:15px}
.face{position:relative;flex:none;display:grid;place-items:center;border-radius:50%;overflow:hidden;background:var(--tone,var(--t0));color:var(--on-tone);font-weight:560;user-select:none;width:var(--edge);height:var(--edge);font-size:calc(var(--edge)*.36);line-height:1;letter-spacing:-.01em}
.face img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover;display:block}
.e48{--edge:48px}.e96{--edge:96px}.e240{--edge:240px}
.tone0{--tone:var(--t0)}.tone1{--tone:var(--t1)}.tone2{--tone:var(--t2)}.tone3{--tone:var(--t3)}.tone4{--tone:var(--t4)}.tone5{--tone:var(--t5)}.tone6{--tone:var(--t6)}.tone7{--tone:var(--t7)}
.profile{display:flex;flex-direction:column;gap:30px;max-width:720px;margin:0 auto}
.hero{display:flex;align-items:center;gap:36px;flex-wrap:wrap}
.hero .said{flex:1 1 240px;min-width:0}
.hero .name{font-size:38px;font-weight:640;letter-spacing:-.025em;line-height:1.1;overflow-wrap:anywhere;unicode-bidi:isolate}
.hero .reading{font-size:19px;color:var(--quiet);margin-top:6px}
.hero .work{font-size:17px;margin-top:16px}
.hero .mail{color:var(--quiet);font-size:14.5px;overflow-wrap:anywhere;margin-top:2px}
.hero .fact{color:var(--quiet);font-size:15px;font-variant-numeric:tabular-nums}
.chip{display:inline-block;margin-top:16px;font-size:13px;font-weight:560;padding:4px 12px;border-radius:99px;border:1px solid var(--line);color:var(--quiet)}
.chip[hidden]{display:none}
.chip.fresh{border-color:transparent;background:var(--accent);color:var(--on-accent)}
.meet{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:16px 32px;align-items:start}
.meet figcaption{font-size:13px;color:var(--quiet);margin-bottom:10px;font-weight:600}
.as-card{display:flex;gap:18px;align-items:center;background:var(--raised);border-radius:24px;padding:16px 20px;box-shadow:0 1px 2px #0000000f,0 8px 24px #0000000d;min-height:128px}
.as-list{display:flex;gap:14px;align-items:center;border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:12px 4px;margin-top:26px}
.as-card b,.as-list b{display:block;font-weight:580;unicode-bidi:isolate;overflow-wrap:anywhere}
.as-card small,.as-list small{color:var(--quiet);font-size:14px}
.groups ul{display:flex;flex-wrap:wrap;gap:20px 22px;margin-top:12px}
.groups li{width:96px;text-align:center;font-size:14px;line-height:1.3}
.groups .face{margin:0 auto 10px}
.groups small{color:var(--quiet);display:block;font-size:13px}
.lists figure{margin-top:12px}
.lists figcaption{font-weight:560;unicode-bidi:isolate}
.lists li{display:grid;grid-template-columns:4fr 4fr 3fr;gap:4px 16px;padding:8px 0;border-bottom:1px solid var(--line);font-size:14px;line-height:1.35}
.stations{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}
.stations:empty{display:none}
.stations span{font-size:13px;padding:3px 12px;border-radius:99px;border:1px solid var(--line);color:var(--quiet);unicode-bidi:isolate;overflow-wrap:anywhere}
.lists li span{overflow-wrap:anywhere;unicode-bidi:isolate}
.lists li span:nth-child(n+2){color:var(--quiet)}
.log ol{margin-top:14px;display:flex;flex-direction:column}
.log li{padding:12px 0;border-bottom:1px solid var(--line);font-size:14px}
.log li:last-child{border-bottom:0}
.log .what{display:flex;gap:10px;align-items:baseline;font-weight:560}
.log .what::before{content:'';flex:none;width:8px;height:8px;border-radius:50%;background:var(--state,var(--quiet))}
.log .good{--state:var(--good)}.log .warn{--state:var(--warn)}.log .bad{--state:var(--bad)}
.log .what time{margin-inline-start:auto;color:var(--quiet);font-weight:400;font-size:13px;font-variant-numeric:tabular-nums;white-space:nowrap}
.log .who{margin-inline-start:18px;unicode-bidi:isolate}
.log code{display:block;margin-inline-start:18px;font:12.5px/1.45 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;color:var(--quiet);overflow-wrap:anywhere}
.log code b{font-weight:600;color:var(--ink)}
.log .id{font-size:11px}
@keyframes arrive{from{opacity:0;transform:scale(1.06)}to{opacity:1;transform:none}}
@keyframes ring{from{box-shadow:0 0 0 0 var(--ring)}40%{box-shadow:0 0 0 5px var(--ring)}to{box-shadow:0 0 0 5px transparent}}
@keyframes settle{from{opacity:0}to{opacity:1}}
.face img.arriving{animation:arrive .24s ease-out}
.face.ringing{animation:ring 1.6s ease-out}
.log li.arriving{animation:settle .2s ease-out}
@keyframes mark{from{background:var(--ring)}to{background:transparent}}
.lists li.arriving{animation:mark 1.2s ease-out;border-radius:8px}
@media (prefers-reduced-motion:reduce){.lists li.arriving{animation:settle .24s}.face img.arriving{animation:settle .24s}.face.ringing{animation:none}}
@media (max-width:1160px){.desk{grid-template-columns:minmax(280px,36%) minmax(0,1fr);grid-template-rows:minmax(0,1fr) minmax(200px,32%)}
.bar .about{flex-basis:300px}
.pane.people{grid-row:1/3}.pane.log{border-inline-start:0;border-top:1px solid var(--line)}}
@media (max-width:1160px) and (orientation:portrait){.profile{gap:44px}.pane.profile-pane{padding-top:40px}.hero{flex-direction:column;align-items:flex-start;gap:28px}}
@media (min-width:1600px){.directory{zoom:1.2;height:calc(100vh/1.2)}.profile{max-width:860px}}
@media (min-width:2400px){.directory{zoom:1.6;height:calc(100vh/1.6)}}
@media (max-width:700px){.directory{height:auto}.desk{display:block;height:auto}.pane{overflow:visible;border:0!important}.find{top:0}}
.sheet{max-width:560px;margin:0 auto;padding:8vh 24px 48px}
.sheet h1{font-size:34px;font-weight:640;letter-spacing:-.02em;line-height:1.1}
.sheet p{margin-top:12px;font-size:17px;color:var(--quiet)}
.sheet .big{font-size:21px;color:var(--ink);line-height:1.4}
.sheet p.bad{color:var(--bad)}
.sheet form{margin-top:28px}
.sheet input[type=text]{width:100%;font-size:30px;letter-spacing:.16em;text-transform:uppercase;border:1px solid var(--line);background:var(--raised);border-radius:18px;padding:16px 20px;font-variant-numeric:tabular-nums}
.sheet .actions{display:flex;gap:16px;align-items:center;margin-top:28px;flex-wrap:wrap}
.primary{border:0;border-radius:18px;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:18px;padding:16px 36px;min-height:56px;cursor:pointer}
.secondary{border:0;background:none;text-decoration:underline;text-underline-offset:4px;font-size:17px;padding:16px;min-height:56px;cursor:pointer}
.accounts label{display:flex;gap:16px;align-items:center;padding:10px 12px;border-radius:18px;cursor:pointer;min-height:68px}
.accounts label:hover{background:var(--hover)}
.accounts label:has(:checked){background:var(--raised);box-shadow:inset 0 0 0 2px var(--accent)}
.accounts input{width:20px;height:20px;accent-color:var(--accent)}
.accounts b{display:block;font-weight:580}
.accounts small{color:var(--quiet);font-size:14px}
`;
