import './zod-without-eval.ts';
import { kiosk } from './api/kiosk.ts';
import { startApp } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) startApp(kiosk, root);
