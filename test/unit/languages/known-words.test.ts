import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { generateMessageId } from '@lingui/message-utils/generateMessageId';
import ts from 'typescript';
import { afterEach, describe, expect, test } from 'vitest';
import { inWords, isInWords } from '../../../components/in-words.ts';
import { speakWith } from '../../../components/language.ts';
import { problemWords } from '../../../components/problem-words.ts';
import { stepWords } from '../../../components/review/review-words.ts';
import { USUAL_NEXT_STEPS } from '../../../lib/contract/next-steps.ts';
import { PROBLEMS, type ProblemCode } from '../../../lib/contract/problem.ts';
import { ROUTES } from '../../../lib/contract/routes.ts';
import { errorOfAnswer } from '../../../lib/sources/errors.ts';
import { SOURCES } from '../../../lib/sources/index.ts';
import { SYNC_STATES } from '../../../lib/sync/states.ts';
import { ROOT } from '../../../scripts/build.ts';

afterEach(() => speakWith('en', {}));

/** Where lib puts words that reach the screen: in these properties, or given to these functions. */
const SHOWN =
  /^(?:message|remedy|words|reason|problem|wrong|configInvalid|cannotSwitch|tell|FileFault|notes\.add|notes\.push|limits\.push)$/;

/** These speak to developers, to a server's log, or in a text for whoever helps. */
const NOT_SHOWN = /lib\/(?:sample|contract|settings\/managed|sync\/diagnostics)/;

/** What lib can say, with a value in place of each `${…}`. */
function saidInLib(): { file: string; text: string }[] {
  return globSync('lib/**/*.ts', { cwd: ROOT })
    .filter((file) => !NOT_SHOWN.test(file))
    .flatMap((file) => {
      const code = readFileSync(path.join(ROOT, file), 'utf8');
      const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
      const said: { file: string; text: string }[] = [];
      const visit = (node: ts.Node): void => {
        const text = textOf(node);
        if (text !== null && isShown(node) && / /.test(text)) said.push({ file, text });
        ts.forEachChild(node, visit);
      };
      visit(source);
      return said;
    });
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('');
}

function isShown(node: ts.Node): boolean {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isPropertyAssignment(parent)) return SHOWN.test(parent.name.getText());
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      return child !== parent.expression && SHOWN.test(parent.expression.getText());
    }
    if (ts.isConditionalExpression(parent) && parent.condition === child) return false;
    if (ts.isTemplateSpan(parent) || ts.isStatement(parent) || ts.isBinaryExpression(parent)) {
      return false;
    }
  }
  return false;
}

describe('what lib says in English has words in every language', () => {
  test('failures, remedies, and what a platform or a file held', () => {
    const said = saidInLib();
    expect(said.length).toBeGreaterThan(150);
    expect(
      said.filter(
        ({ text }) => !isInWords(text) && !isInWords(`7: "7" ${text}`) && !madeOfParts(text),
      ),
    ).toEqual([]);
  });

  test('what the server may refuse an admin, whatever its own English words', () => {
    const ours = new Set(['source_refused', 'version_needed']);
    const codes = Object.values(ROUTES)
      .filter(({ access }) => access === ROUTES.postWebhook.access)
      .flatMap(({ problems }): ProblemCode[] => [...problems])
      .filter((code) => !ours.has(code));
    expect(codes).toContain('webhook_private');
    const said = codes.flatMap((code) => {
      const { status } = PROBLEMS[code];
      const answer = { status, code, detail: 'A detail', current: null, retryAfter: null };
      const { message, remedy } = errorOfAnswer(answer);
      return [message, remedy];
    });
    expect(said.filter((text) => !isInWords(text))).toEqual([]);
  });

  test('each state of the sync', () => {
    const words = Object.values(SYNC_STATES).flatMap(({ title, words, remedy }) => [
      title,
      words,
      remedy,
    ]);
    expect(words.filter((text) => text !== '' && !isInWords(text))).toEqual([]);
  });

  test('what is asked for when a platform is connected', () => {
    const words = SOURCES.flatMap(({ fields, steps }) => [
      ...steps,
      ...fields.flatMap(({ label, hint, withoutIt, choices = [] }) => [
        label,
        hint,
        ...(withoutIt === undefined ? [] : [withoutIt]),
        ...choices.map((choice) => choice.label),
      ]),
    ]);
    expect(words.filter((text) => !isInWords(text) && !isName(text))).toEqual([]);
  });
});

test('the next steps with which a workspace begins have words, an admin’s own stay', () => {
  const words = USUAL_NEXT_STEPS.map(({ label }) => [generateMessageId(label), `de: ${label}`]);
  speakWith('de', Object.fromEntries(words));
  for (const { label } of USUAL_NEXT_STEPS) expect(stepWords(label)).toBe(`de: ${label}`);
  expect(stepWords('Ask Dana')).toBe('Ask Dana');
});

/** Put together of parts of which the test above sees each whole: `This is 7, not a CSV.` */
function madeOfParts(text: string): boolean {
  return /^This is 7, not a CSV|^77: "7" 7$|^Zendesk counts a 7 of 5 as 7|read 7\.$|^Change it in 7\.$|^Admin Center, in|^HubSpot, under|^the workflow of/.test(
    text,
  );
}

/** The same in every language: `US (app.intercom.com)`. */
function isName(text: string): boolean {
  return /^[A-Z]{2} \(app\.intercom\.com\)$/.test(text);
}

describe('in another language', () => {
  const speakGerman = (message: string, german: string) =>
    speakWith('de', { [generateMessageId(message)]: german });

  test('a failure keeps the platform’s name', () => {
    speakGerman('{name} cannot be reached.', '{name} ist nicht erreichbar.');
    expect(problemWords({ message: 'Zendesk cannot be reached.' })).toEqual({
      message: 'Zendesk ist nicht erreichbar.',
      remedy: '',
    });
  });

  test('the sentence that says most is taken', () => {
    speakGerman('The server did not answer in time.', 'Der Server hat nicht geantwortet.');
    expect(inWords('The server did not answer in time.')).toBe('Der Server hat nicht geantwortet.');
    expect(inWords('Intercom did not answer in time.')).toBe('Intercom did not answer in time.');
  });

  test('a refusal and its remedy in one text, as a server gives them, are each found', () => {
    const german: Record<string, string> = {
      'Chatwoot does not accept this access token.': 'Chatwoot nimmt dieses Token nicht an.',
      'Copy it again from Chatwoot: Profile settings > Access token.':
        'Kopieren Sie es noch einmal.',
    };
    speakWith(
      'de',
      Object.fromEntries(
        Object.entries(german).map(([message, words]) => [generateMessageId(message), words]),
      ),
    );
    expect(inWords(Object.keys(german).join(' '))).toBe(Object.values(german).join(' '));
    const halfKnown = 'Chatwoot does not accept this access token. Ask Dana.';
    expect(inWords(halfKnown)).toBe(halfKnown);
  });

  test('a number has its plural', () => {
    const message =
      '{count, plural, one {# cell not understood as {field}} other {# cells not understood as {field}}}';
    speakGerman(
      message,
      '{count, plural, one {# Zelle nicht als {field} verstanden} other {# Zellen nicht als {field} verstanden}}',
    );
    expect(inWords('1 cells not understood as channel')).toBe(
      '1 Zelle nicht als channel verstanden',
    );
    expect(inWords('1200 cells not understood as channel')).toBe(
      '1.200 Zellen nicht als channel verstanden',
    );
  });

  test('what a server said itself stays as it is, braces and all', () => {
    expect(inWords('Bitte später: {soon}')).toBe('Bitte später: {soon}');
    expect(inWords("Write '{x}' out")).toBe("Write '{x}' out");
  });

  test('the names of ids in a pattern are no values', () => {
    expect(inWords('{thread} is not known. There are {conversation} and {ticket}.')).toBe(
      '{thread} is not known. There are {conversation} and {ticket}.',
    );
  });
});
