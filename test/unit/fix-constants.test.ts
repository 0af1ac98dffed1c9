import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import { draw } from '../support/random.ts';

const key = draw('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 32, 17);

/** The source after the fix with the last `KEY` as the value, or `refused: ` and why there is none. */
function fixed(languageId: string, source: string, path = 'src/a'): string {
  const uri = `file:///p/${path}`;
  const start = source.lastIndexOf('KEY');
  const text = source.slice(0, start) + key + source.slice(start + 3);
  const plan = planFix({
    document: { uri, languageId, text },
    finding: { start, end: start + key.length, ruleId: 'openai-api-key', env: 'API' },
    project: { env: { uri: 'file:///p/.env', text: '' }, gitignore: undefined, packageRoot: 'file:///p' },
  });
  if (plan.kind === 'refused') return `refused: ${plan.reason}`;
  return applyChanges(text, plan.files.find((file) => file.uri === uri)?.changes ?? []);
}

function refuses(languageId: string, reason: RegExp, sources: readonly string[]): void {
  for (const source of sources) {
    const result = fixed(languageId, source);
    assert.match(result, /^refused: /, source);
    assert.match(result, reason, source);
  }
}

function reads(languageId: string, lookup: string, sources: readonly string[]): void {
  for (const source of sources)
    assert.ok(fixed(languageId, source).includes(lookup), source + fixed(languageId, source));
}

test('Go: the length and the indices of an array are constants; an index into a map is none', () => {
  refuses('go', /length or an index of an array must be a constant/, [
    'package main\n\nvar a [len("KEY")]int\n',
    'package main\n\nfunc f() { x := [len("KEY") + 1]byte{}; _ = x }\n',
    'package main\n\ntype T struct { a [len("KEY")]*T }\n',
    'package main\n\nfunc f(x [2][len("KEY")]string) {}\n',
    'package main\n\nfunc f() { a := [...]int{len("KEY"): 1}; _ = a }\n',
  ]);
  reads('go', 'os.Getenv("API")', [
    'package main\n\nfunc f() { x := m["KEY"]; _ = x }\n',
    'package main\n\nfunc f() { x := m[hash("KEY")]; _ = x }\n',
    'package main\n\nfunc f() { x := s[len("KEY"):]; _ = x }\n',
    'package main\n\nfunc f() { x := [2]string{"a", "KEY"}; _ = x }\n',
    'package main\n\nfunc f() { m := map[string]int{"KEY": 1}; _ = m }\n',
  ]);
});

test('C#: patterns in brackets, UTF-8 literals and defaults of indexers are constants; elements and indices are none', () => {
  refuses('csharp', /pattern must be a constant/, [
    'class A { void F() { if (x is { Key: "KEY" }) {} } }',
    'class A { void F() { switch (t) { case (1, "KEY"): break; } } }',
    'class A { void F() { var y = t switch { (1, "KEY") => 1, _ => 2 }; } }',
    'class A { void F() { var y = t switch { { K: "KEY" } => 1, _ => 2 }; } }',
    'class A { void F() { var y = t switch { Foo { K: "KEY" } => 1, _ => 2 }; } }',
    'class A { void F() { if (t is ["KEY", ..]) {} } }',
    'class A { void F() { if (t is Foo(1, "KEY")) {} } }',
  ]);
  refuses('csharp', /UTF-8 literal/, ['class A { void F() { ReadOnlySpan<byte> r = "KEY"u8; } }']);
  refuses('csharp', /default of a parameter/, ['class A { string this[string k = "KEY"] => k; }']);
  refuses('csharp', /attribute/, [
    'class A { void F([Foo("KEY")] string x) {} }',
    '[assembly: Foo("KEY")]',
    'class A { [Foo(Names = new[] { "KEY" })] void F() {} }',
  ]);
  reads('csharp', 'GetEnvironmentVariable("API")', [
    'class A { void F() { var d = new D { ["KEY"] = 1 }; } }',
    'class A { void F() { G(["a", "KEY"]); } }',
    'class A { void F() { var y = c ? "x" : "KEY"; } }',
    'class A { void F() { Log(k: "KEY"); } }',
    'class A { void F() { G((1, "KEY")); } }',
    'class A { void F() { var y = t switch { 1 => G("KEY"), _ => 2 }; } }',
  ]);
});

test('Java: defaults of annotation elements, and constants that reach an annotation or a label on the way', () => {
  refuses('java', /annotation/, [
    '@interface A { String k() default "KEY"; }',
    '@interface A { String[] k() default { "a", "KEY" }; }',
    'class A { static final String K = "KEY"; static final String L = K + "x"; @V(L) int f; }',
    'interface A { String K = "KEY"; @V(K) int f(); }',
  ]);
  reads('java', 'System.getenv("API")', ['class A { int f() { return switch (x) { default -> g("KEY"); }; } }']);
});

test('Kotlin: annotations in every form; common code has no environment', () => {
  refuses('kotlin', /annotation/, ['annotation class A(val k: String = "KEY")', '@get:[A("KEY")] val x = 1']);
  assert.match(fixed('kotlin', 'val k = "KEY"', 'shared/src/commonMain/kotlin/A.kt'), /^refused: .*jvmMain/);
  assert.match(fixed('kotlin', 'val k = "KEY"', 'shared/src/jvmMain/kotlin/A.kt'), /System\.getenv/);
  assert.equal(fixed('kotlin', 'val k = $$"""a KEY"""'), 'val k = $$"""a $${System.getenv("API")}"""');
});

test('Gradle: a build script reads the environment, but not for what it builds into an app', () => {
  const path = 'app/build.gradle.kts';
  const android = 'import com.android.build.api.dsl.X\n';
  assert.match(fixed('kotlin', `${android}storePassword = "KEY"`, path), /storePassword = System\.getenv\("API"\)/);
  for (const source of [
    'buildConfigField("String", "A", "\\"KEY\\"")',
    'manifestPlaceholders["a"] = "KEY"',
    'resValue("string", "a", "KEY")',
  ])
    assert.match(fixed('kotlin', source, path), /^refused: .*built into the app/);
});

test('Rust: lengths of arrays, const blocks and functions, const generics, discriminants', () => {
  refuses('rust', /constant/, [
    'fn main() { let a = [0; "KEY".len()]; }',
    'fn main() { let a: [u8; "KEY".len()] = x; }',
    'fn main() { f::<{ "KEY".len() }>(); }',
    'const N: usize = { let k = "KEY"; k.len() };',
    'const fn f() -> usize { let k = "KEY"; k.len() }',
    'fn main() { let n = const { "KEY".len() }; }',
    'enum E { A = "KEY".len() as isize }',
  ]);
  reads('rust', 'std::env::var("API")', [
    'fn f() -> usize { let k = "KEY"; k.len() }',
    'fn main() { let n = { "KEY".len() }; }',
  ]);
});

test('Swift: directives, and types that only a literal makes', () => {
  refuses('swift', /compile time/, ['#warning("KEY")']);
  refuses('swift', /type/, ['let k: StaticString = "KEY"', 'let u: URL = "KEY"']);
  reads('swift', 'ProcessInfo', ['let k: String? = "KEY"', 'var k: String = "KEY"', 'let k: [String] = ["KEY"]']);
  assert.match(fixed('swift', 'let k = ##"a " KEY"##'), /let k = ##"a " \\##\(ProcessInfo.*\)"##$/);
});

test('Dart: fields of constant classes, enum values, map patterns, old defaults', () => {
  refuses('dart', /constant/, [
    "class A { final String k = 'KEY'; const A(); }",
    "enum E { a('x'), b('KEY'); const E(this.s); final String s; }",
    "void f() { if (x case {'k': 'KEY'}) {} }",
    "class A { A({String k: 'KEY'}); }",
  ]);
  reads('dart', 'Platform.environment', [
    "class A { final String k = 'KEY'; A(); }",
    "enum E { a; String get s => 'KEY'; }",
    "void f() { g({k: 'KEY'}); }",
    "void f() { g({'k': 'KEY'}); }",
  ]);
});

test('TypeScript: <const>, and declarations', () => {
  refuses('typescript', /as const|declare/, [
    "const a = <const>'KEY';",
    "declare const k = 'KEY';",
    "declare const a: string, k = 'KEY'",
    "declare namespace N { const k = 'KEY' }",
    "declare class A { static readonly k = 'KEY'; }",
  ]);
  reads('typescript', 'process.env.API', [
    "declare const a: string\nconst k = { a: 'KEY' }",
    "declare const a: string\nf('KEY')",
    "const a = <string>'KEY';",
    "const k = 'KEY' satisfies string;",
  ]);
});

test('PowerShell: an argument without quotes, where it is one and not a number', () => {
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['Connect-Api -Token KEY -Verbose', 'Connect-Api -Token $env:API -Verbose'],
    ['Connect-Api -Token:KEY', 'Connect-Api -Token:$env:API'],
    ['$r = & curl.exe -H X-Key:KEY; $r', '$r = & curl.exe -H X-Key:$env:API; $r'],
    ['if ($x) { foo KEY }', 'if ($x) { foo $env:API }'],
  ];
  for (const [source, result] of cases) assert.equal(fixed('powershell', source), result);
  for (const source of [
    'KEY -x',
    '$a = KEY',
    'return KEY',
    'foo --% -t KEY',
    'foo a,KEY',
    'foo $a"KEY',
    'function KEY { }',
  ])
    assert.match(fixed('powershell', source), /^refused: /, source);
});

test('Rust: elements of vec! and of arrays where an owned text is made, and nowhere else', () => {
  const owned = 'std::env::var("API").expect("API is not set")';
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['fn main() { let v = vec!["KEY".to_string()]; }', `fn main() { let v = vec![${owned}]; }`],
    ['fn main() { let v = vec![a(), String::from("KEY")]; }', `fn main() { let v = vec![a(), ${owned}]; }`],
    ['fn main() { let v = [("a", "KEY".to_owned())]; }', `fn main() { let v = [("a", ${owned})]; }`],
    [
      'fn main() { let v = vec![Some("Bearer KEY".to_string())]; }',
      `fn main() { let v = vec![Some(format!("Bearer {}", ${owned}).to_string())]; }`,
    ],
  ];
  for (const [source, result] of cases) assert.equal(fixed('rust', source), result);
  for (const source of [
    'fn main() { let v = vec!["KEY"]; }',
    'fn main() { let v = Some("KEY"); }',
    'fn main() { let v = my_vec!["KEY".to_string()]; }',
    'fn main() { let v = vec!["a".to_string(); "KEY".len()]; }',
  ])
    assert.match(fixed('rust', source), /^refused: /, source);
});

test('Go: a named string type that the file declares takes a conversion, and other types take none', () => {
  const head =
    'package main\n\nimport "os"\n\ntype Secret string\n\ntype C struct {\n\tKey Secret\n\tName string\n}\n\n';
  const get = 'os.Getenv("API")';
  const cases: ReadonlyArray<readonly [string, string]> = [
    ['var key = "KEY"', `var key = ${get}`],
    ['var key Other = "KEY"', `var key Other = Other(${get})`],
    ['func f() Secret { return "KEY" }', `func f() Secret { return Secret(${get}) }`],
    ['func f() Secret { return "a KEY" }', `func f() Secret { return "a " + Secret(${get}) }`],
    ['func f() string { return "KEY" }', `func f() string { return ${get} }`],
    ['var c = C{Key: "KEY"}', `var c = C{Key: Secret(${get})}`],
    ['var c = C{Name: "KEY"}', `var c = C{Name: ${get}}`],
    ['var m = map[string]Secret{"a": "KEY"}', `var m = map[string]Secret{"a": Secret(${get})}`],
    ['var m = map[Secret]int{"KEY": 1}', `var m = map[Secret]int{Secret(${get}): 1}`],
    ['var m = map[string]Secret{"KEY": "b"}', `var m = map[string]Secret{${get}: "b"}`],
    ['var m = []Secret{"KEY"}', `var m = []Secret{Secret(${get})}`],
    ['func f(s Secret) bool { return s == "KEY" }', `func f(s Secret) bool { return s == Secret(${get}) }`],
    ['func g(a string, s Secret) { g("KEY", "x") }', `func g(a string, s Secret) { g(${get}, "x") }`],
    ['func g(a, s Secret) { g("KEY", "x") }', `func g(a, s Secret) { g(Secret(${get}), "x") }`],
    ['func g(a string, s Secret) { g("x", "KEY") }', `func g(a string, s Secret) { g("x", Secret(${get})) }`],
    ['func f(c *C) { c.Key = "KEY" }', `func f(c *C) { c.Key = Secret(${get}) }`],
    ['func f(c *C) { c.Name = "KEY" }', `func f(c *C) { c.Name = ${get} }`],
  ];
  for (const [source, result] of cases) assert.equal(fixed('go', head + source), head + result);
});
