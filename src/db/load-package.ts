import { clickUpError } from '../runtime/errors.js';

/** Loads an optional package; where it is not installed, says which it is and how to get it. */
export async function loadPackage<Module>(name: string, use: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw clickUpError('INVALID_PARAMETER', `${use} needs the package ${name}, which is not installed`, {
      suggestion: `Install it beside clickup-tools: npm install ${name}`,
      cause,
    });
  }
}
