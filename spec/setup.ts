import { configureRuns, exploration, runsOf } from '../properties/runs.ts';
import { isSlow } from './slow.ts';

configureRuns({ ...exploration(process.env), ...(isSlow ? {} : runsOf({}, process.env)) });
