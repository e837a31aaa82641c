import { configureRuns, exploration } from '../properties/runs.ts';

configureRuns(exploration(process.env));
