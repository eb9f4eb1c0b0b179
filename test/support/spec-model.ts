import { loadModel } from '../../codegen/generate.js';
import { api } from './spec-api.js';

/** The model of the repository, built once for all tests of a worker. */
export const { model } = await loadModel(undefined, api);
