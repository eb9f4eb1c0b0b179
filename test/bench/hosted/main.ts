import { runBench } from '../run.js';
import { hostedGroup } from './figures.js';
import { hostedServer } from './stage.js';

await runBench('bench:hosted', [hostedGroup], hostedServer);
