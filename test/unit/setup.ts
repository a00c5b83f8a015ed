// Texts speak English. Imported, not named in the configuration itself: a set-up file is loaded anew
// for each test file, and there must be one language module.
import '../../components/language.ts';
