/** What the path of a text says about the findings in it. */
export interface Place {
  /** A `.env` file: the place where keys belong. Nothing is flagged. */
  readonly isEnv: boolean;
  /** A test, a fixture, an example or documentation: doubtful findings are quieter. */
  readonly isTest: boolean;
  /** A lock file or another generated list of hashes: only tokens that identify themselves count. */
  readonly isGenerated: boolean;
  /** A translation: what stands behind `password` is the word for it. */
  readonly isTranslation: boolean;
  /** A source file, where a bare word on the right of `=` is an expression and not a value. */
  readonly isCode: boolean;
}

const testFolders =
  /(?:^|\/)(?:tests?|testing|__tests?__|spec|specs|__mocks__|mocks?|fixtures?|testdata|test[-_]?data|examples?|samples?|demos?|docs?|documentation|e2e|integration[-_]?tests?|unit[-_]?tests?|stubs?|benchmarks?|man|selftests)\//i;
const testFiles =
  /(?:[._-](?:test|tests|spec|mock|fixture|example|sample|e2e|stories)\.[a-z0-9]+|_test\.go|(?:^|\/)test_[^/]+\.py|Tests?\.(?:java|kt|cs|swift|php|scala)|Spec\.(?:js|ts|scala|groovy|hs)|\.(?:md|mdx|markdown|rst|adoc|txt|tex|texi|pod|[1-9]|snap))$|(?:^|[/._-])(?:examples?|samples?|fixtures?|mocks?|testdata)(?:[-_.0-9][^/]*)?\.(?:json|ya?ml|xml|ini|toml|conf|cfg|sql|js|ts|py|rb|php|html?)$/i;
const generated =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|go\.sum|bun\.lock|deno\.lock|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|packages\.lock\.json|gradle\.lockfile|Package\.resolved|\.terraform\.lock\.hcl)$|\.(?:map|sum|svg|pem\.pub|po|pot)$/i;
const translations =
  /(?:^|\/)(?:translations?|locales?|locali[sz]ations?|i18n|l10n|lang|langs|languages?|nls|messages)(?:\/[^/]*)*\.(?:json|ya?ml|xml|properties|js|ts|php|inc|py|rb|toml|ini|arb|resx|xliff|strings|nls)$|\.(?:arb|resx|xliff|xlf|strings)$|(?:^|\/)(?:messages|strings|locale)[-_.][\w-]{0,12}\.?(?:json|ya?ml|xml|properties|js|ts|php)$|(?:^|\/)strings\.(?:xml|json)$/i;
const code =
  /\.(?:[cm]?[jt]sx?|c|h|cc|cpp|cxx|hpp|hh|m|mm|java|kt|kts|cs|go|rs|swift|dart|py|pyi|rb|php|scala|groovy|lua|pl|pm|r|jl|ex|exs|erl|hs|ml|fs|vb|sol|vue|svelte|astro|html?|css|scss|less|sql|s|asm|dts|dtsi|v|sv|zig|nim|d|pas|f90|el|clj|cljs|lisp|coffee|ipynb)$/i;

/** @param path with `/` or `\`; undefined: nothing is known. */
export function placeOf(path: string | undefined, languageId?: string): Place {
  const normal = (path ?? '').replaceAll('\\', '/');
  const name = normal.slice(normal.lastIndexOf('/') + 1);
  return {
    isEnv:
      /^\.env(?:\.(?!example|sample|template|dist|defaults?|tpl)[\w.-]+)?$/i.test(name) ||
      (languageId === 'dotenv' && !/example|sample|template|dist/i.test(name)),
    isTest: testFolders.test(normal) || testFiles.test(normal),
    isGenerated: generated.test(normal),
    isTranslation: translations.test(normal),
    isCode: code.test(normal) || codeLanguages.has(languageId ?? ''),
  };
}

const codeLanguages = new Set(
  'javascript typescript javascriptreact typescriptreact python go java kotlin csharp c cpp rust swift dart ruby php scala lua perl r julia elixir vue svelte astro html css sql'.split(
    ' ',
  ),
);
