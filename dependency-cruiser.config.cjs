/** The layers of docs/architecture.md, as rules. `npm test -- layers` checks them. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'lib/csat and lib/contract import nothing of ours but each other',
      severity: 'error',
      from: { path: '^lib/(csat|contract)/' },
      to: { path: '^(entrypoints|components|server|scripts|test|lib/(?!csat|contract))' },
    },
    {
      name: 'domain-knows-no-browser',
      severity: 'error',
      from: { path: '^lib/(csat|contract)/' },
      to: { path: 'node_modules/(wxt|dexie|react|webextension-polyfill)' },
    },
    {
      name: 'lib-below-components',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(components|entrypoints|server)/' },
    },
    {
      name: 'components-below-entrypoints',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(entrypoints|server)/' },
    },
    {
      name: 'store-below-sync',
      severity: 'error',
      from: { path: '^lib/(store|sources)/' },
      to: { path: '^lib/(sync|messages)/' },
    },
    {
      name: 'only-the-store-knows-dexie',
      severity: 'error',
      from: { path: '^(lib/(?!store/)|components|entrypoints|server)' },
      to: { path: 'node_modules/dexie' },
    },
    {
      name: 'content-script-stays-small',
      comment: 'The content script reaches neither React nor the store',
      severity: 'error',
      from: { path: '^entrypoints/inbox\\.content/' },
      to: {
        reachable: true,
        path: '(node_modules/(react|dexie))|^lib/store/(?!views|[a-z-]+-views)|^components/',
      },
    },
    {
      name: 'sample-is-pure',
      comment:
        'What is made up is made by the domain and the contract alone: the same on both sides',
      severity: 'error',
      from: { path: '^lib/sample/' },
      to: {
        path: '^(entrypoints|components|server|scripts|test|lib/(?!csat|contract|sample))|node_modules/(wxt|dexie|react)',
      },
    },
    {
      name: 'server-shares-only-domain-contract-and-platforms',
      comment: "The connectors run on both sides; the extension's way to the server does not",
      severity: 'error',
      from: { path: '^server/' },
      to: {
        path: '^(entrypoints|components|lib/(?!csat|contract|sources|sample)|lib/sources/(api|fivefaces)\\.ts)',
      },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^(lib|components|entrypoints|server/(src|pages))/' },
      to: { path: '^(test|server/test|scripts)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(entrypoints|components|lib|server|test|scripts|node_modules)',
    exclude: { path: '(^|/)(\\.output|dist|\\.wxt)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
};
