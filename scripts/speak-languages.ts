import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';

// The compiler in native code that Lingui recommends instead wants a newer Node at install than a
// fresh machine has, and npm then leaves it out (docs/decisions/0012).
process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1';

/** For each Vite build: texts in the code become messages, and a language's file becomes a module. */
export function speakLanguages() {
  return [
    babel({ presets: [linguiTransformerBabelPreset({ descriptorFields: 'message' })] }),
    lingui({ failOnCompileError: true }),
  ];
}
