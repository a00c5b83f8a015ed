import { lingui } from '@lingui/vite-plugin';

/** For each Vite build: texts in the code become messages, and a language's file becomes a module. */
export function speakLanguages() {
  return lingui({
    macroTransform: { macro: { descriptorFields: 'message' } },
    failOnCompileError: true,
  });
}
