import type { MatrixLanguage } from '../cells.ts';
import { backslash, doubledBraces, doubledQuote, hexBraced, hexU, hexX, verbatim } from '../encode.ts';

const braces = ({ kind }: { kind: string }) => kind === 'braces';
const cLike = backslash('"', hexU);

const go: MatrixLanguage = {
  language: 'Go',
  languageId: 'go',
  file: 'main.go',
  place: (source, id) => source.replace('package main', `package ${id}`).replace('func main()', 'func Main()'),
  contexts: [
    {
      name: 'short declaration',
      source: `package main\n\nimport "fmt"\n\nfunc main() {\n\tkey := "KEY"\n\tfmt.Println(key)\n}\n`,
      encode: cLike,
    },
    {
      name: 'raw',
      source: 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println(`KEY`)\n}\n',
      encode: verbatim(/[`\r]/),
    },
    {
      name: 'part',
      source: `package main\n\nimport (\n\t"fmt"\n)\n\nfunc main() {\n\tfmt.Println("Bearer KEY it's \\"x\\"")\n}\n`,
      encode: cLike,
    },
    {
      name: 'part of raw',
      source:
        'package main\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc main() {\n\tfmt.Println(strings.ToUpper(`a "KEY" b`))\n}\n',
      encode: verbatim(/[`\r]/),
    },
    {
      name: 'package variable',
      source: `package main\n\nimport "fmt"\n\nvar key = "KEY" // it's\n\nfunc main() { fmt.Println(key) }\n`,
      encode: cLike,
    },
    {
      name: 'variable of a named type',
      source: `package main\n\nimport f "fmt"\n\ntype APIKey string\n\nvar key APIKey = "KEY"\n\nfunc main() { f.Println(key) }\n`,
      encode: cLike,
    },
    {
      name: 'variable block',
      source: `package main\n\nimport "fmt"\n\nvar (\n\ta   = 1\n\tkey = "KEY"\n)\n\nfunc main() { fmt.Println(a, key) }\n`,
      encode: cLike,
    },
    {
      name: 'struct field',
      source: `package main\n\nimport "fmt"\n\ntype C struct {\n\tKey string \`json:"key"\`\n}\n\nfunc main() {\n\tc := C{Key: "KEY"}\n\tfmt.Println(c.Key)\n}\n`,
      encode: cLike,
    },
    {
      name: 'map key',
      source: `package main\n\nimport "fmt"\n\nfunc main() {\n\tm := map[string]int{"KEY": 1}\n\tfmt.Println(m)\n}\n`,
      encode: cLike,
    },
    {
      name: 'os imported',
      source: `package main\n\nimport (\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n\tfmt.Fprintln(os.Stdout, "KEY", '"')\n}\n`,
      encode: cLike,
    },
    {
      name: 'os under another name',
      source: `package main\n\nimport (\n\t"fmt"\n\tsys "os"\n)\n\nfunc main() {\n\tfmt.Fprintln(sys.Stdout, "KEY")\n}\n`,
      encode: cLike,
    },
    {
      name: 'concatenation',
      source: `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println("k=" + "KEY" + "&x")\n}\n`,
      encode: cLike,
    },
    {
      name: 'return',
      source: `package main\n\nimport "fmt"\n\nfunc f() string {\n\treturn "a KEY"\n}\n\nfunc main() { fmt.Println(f()) }\n`,
      encode: cLike,
    },
    {
      name: 'comments in the way',
      source: `// Package x isn't "here.\npackage main\n\nimport "fmt" /* ' " */\n\nfunc main() {\n\t// don't "\n\tfmt.Println("KEY")\n}\n`,
      encode: cLike,
    },
    {
      name: 'bytes',
      source: `package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Println(string([]byte("KEY")))\n}\n`,
      encode: cLike,
    },
    {
      name: 'constant',
      source: `package main\n\nimport "fmt"\n\nconst key = "KEY"\n\nfunc main() { fmt.Println(key) }\n`,
      encode: cLike,
      refused: true,
    },
    {
      name: 'local constant',
      source: `package main\n\nimport "fmt"\n\nfunc main() {\n\tconst key = "KEY"\n\tfmt.Println(key)\n}\n`,
      encode: cLike,
      refused: true,
    },
    {
      name: 'another package named os',
      source: `package main\n\nimport (\n\t"fmt"\n\tos "strings"\n)\n\nfunc main() { fmt.Println(os.ToUpper("a"), "KEY") }\n`,
      encode: cLike,
      refused: true,
    },
    {
      name: 'constant block',
      source: `package main\n\nimport "fmt"\n\nconst (\n\tkey = "KEY"\n)\n\nfunc main() { fmt.Println(key) }\n`,
      encode: cLike,
      refused: true,
    },
    {
      name: 'struct tag',
      source: 'package main\n\ntype C struct {\n\tK string `json:"KEY"`\n}\n\nfunc main() {}\n',
      encode: verbatim(/[^\w-]/),
      refused: true,
    },
    {
      name: 'import',
      source: `package main\n\nimport "KEY"\n\nfunc main() {}\n`,
      encode: verbatim(/[^\w-]/),
      refused: true,
    },
  ],
};

const javaBody = (body: string, members = '') =>
  `public class Main {\n${members}  public static void main(String[] args) {\n    ${body}\n  }\n}\n`;

const java: MatrixLanguage = {
  language: 'Java',
  languageId: 'java',
  file: 'Main.java',
  place: (source, id) => `package ${id};\n${source}`,
  contexts: [
    { name: 'variable', source: javaBody('String key = "KEY";\n    System.out.println(key);'), encode: cLike },
    { name: 'part', source: javaBody(`System.out.println("Bearer KEY it's \\"x\\"");`), encode: cLike },
    { name: 'concatenation', source: javaBody(`System.out.println("k=" + "KEY" + '&' + "x");`), encode: cLike },
    {
      name: 'field',
      source: javaBody('System.out.println(KEY1);', '  private static final String KEY1 = "KEY"; // it\'s\n').replace(
        /KEY1/g,
        'API',
      ),
      encode: cLike,
    },
    {
      name: 'instance field',
      source: javaBody('System.out.println(new Main().k);', '  private String k = "KEY";\n'),
      encode: cLike,
    },
    {
      name: 'method argument',
      source: javaBody(
        'System.out.println(f("a", "KEY"));',
        '  static String f(String a, String b) { return a + b; }\n',
      ),
      encode: cLike,
    },
    { name: 'method on the literal', source: javaBody('System.out.println("KEY".equals("x") + "y");'), encode: cLike },
    { name: 'part with a method', source: javaBody('System.out.println("a KEY".length());'), encode: cLike },
    { name: 'array', source: javaBody('String[] a = {"x", "KEY"};\n    System.out.println(a[1]);'), encode: cLike },
    {
      name: 'return',
      source: javaBody('System.out.println(f());', '  static String f() { /* " */ return"KEY"; }\n'),
      encode: cLike,
    },
    { name: 'ternary', source: javaBody('System.out.println(args.length == 0 ? "a KEY" : "no");'), encode: cLike },
    {
      name: 'lambda',
      source: javaBody('java.util.function.Supplier<String> s = () -> "KEY";\n    System.out.println(s.get());'),
      encode: cLike,
    },
    {
      name: 'text block beside',
      source: javaBody('String t = """\n      it\'s "here"\n      """;\n    System.out.println("KEY" + t);'),
      encode: cLike,
    },
    {
      name: 'annotation',
      source: javaBody('System.out.println(1);', '  @SuppressWarnings("KEY") static int a;\n'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'case label',
      source: javaBody('switch ("x") { case "KEY": break; default: System.out.println(1); }'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'constant of a case label',
      source: javaBody(
        'switch ("x") { case API: break; default: System.out.println(1); }',
        '  static final String API = "KEY";\n',
      ),
      encode: cLike,
      refused: true,
    },
    {
      name: 'text block',
      source: javaBody('System.out.println("""\n      KEY 5%\n      """);'),
      encode: verbatim(/["\\\n]/),
    },
    {
      name: 'formatted text block',
      source: javaBody('System.out.println("""\n      KEY %d""".formatted(1));'),
      encode: verbatim(/["\\\n%]/),
      refused: true,
    },
  ],
};

const rustString = backslash('"', hexX);
const rustBody = (body: string, items = '') => `${items}pub fn main() {\n    ${body}\n}\n`;

const rust: MatrixLanguage = {
  language: 'Rust',
  languageId: 'rust',
  file: 'main.rs',
  contexts: [
    {
      name: 'into another type',
      source: rustBody('let key: Box<str> = "KEY".into();\n    println!("{}", key);'),
      encode: rustString,
    },
    {
      name: 'vec',
      source: rustBody('let v: Vec<String> = vec!["a".into(), "KEY".to_string()];\n    println!("{:?}", v);'),
      encode: rustString,
    },
    {
      name: 'vec of options',
      source: rustBody('let v = vec![Some(String::from("KEY")), None];\n    println!("{:?}", v);'),
      encode: rustString,
    },
    {
      name: 'array of pairs',
      source: rustBody('let v = [("a", "x KEY".to_owned())];\n    println!("{:?}", v);'),
      encode: rustString,
    },
    {
      name: 'array length',
      source: rustBody('let v = [0u8; "KEY".len()];\n    println!("{}", v.len());'),
      encode: rustString,
      refused: true,
    },
    { name: 'let', source: rustBody('let key = "KEY";\n    println!("{}", key);'), encode: rustString },
    {
      name: 'let with a type',
      source: rustBody(`let key: &str = "KEY"; // it's\n    println!("{key}");`),
      encode: rustString,
    },
    {
      name: 'to_string',
      source: rustBody('let key = "KEY".to_string();\n    println!("{}", key);'),
      encode: rustString,
    },
    {
      name: 'String::from',
      source: rustBody('let key: String = String::from("KEY");\n    println!("{}", key);'),
      encode: rustString,
    },
    {
      name: 'argument',
      source: rustBody('f("KEY");', `fn f(k: &str) { println!("{} {}", 'x', k); }\n`),
      encode: rustString,
    },
    {
      name: 'generic argument',
      source: rustBody('f(1, "KEY");', `fn f<T: AsRef<str>>(_: u8, k: T) { println!("{}", k.as_ref()); }\n`),
      encode: rustString,
    },
    {
      name: 'part',
      source: rustBody(`let h = "Bearer KEY {x} it's \\"y\\"";\n    println!("{}", h);`),
      encode: rustString,
    },
    {
      name: 'part to_string',
      source: rustBody('let h = "Bearer KEY".to_string();\n    println!("{}", h);'),
      encode: rustString,
    },
    {
      name: 'part as an argument',
      source: rustBody('f("Bearer KEY");', 'fn f(k: &str) { println!("{}", k); }\n'),
      encode: rustString,
    },
    { name: 'raw', source: rustBody('let h = r#"{"a": "KEY"}"#;\n    println!("{}", h);'), encode: verbatim(/#/) },
    { name: 'raw whole', source: rustBody('let h = r"KEY";\n    println!("{}", h);'), encode: verbatim(/"/) },
    { name: 'format argument', source: rustBody(`println!("{}-{}", "KEY", 'a');`), encode: rustString },
    {
      name: 'field into',
      source: rustBody('let c = C { key: "KEY".into() };\n    println!("{}", c.key);', 'struct C { key: String }\n'),
      encode: rustString,
    },
    { name: 'method', source: rustBody('println!("{}", "KEY".len());'), encode: rustString },
    { name: 'method in a let', source: rustBody('let n = "KEY".len();\n    println!("{}", n);'), encode: rustString },
    {
      name: 'lifetimes in the way',
      source: rustBody(
        `let k = "KEY";\n    println!("{}", f(k));`,
        `fn f<'a>(x: &'a str) -> &'a str { let _c = '"'; x }\n`,
      ),
      encode: rustString,
    },
    {
      name: 'comments in the way',
      source: rustBody(`/* /* it's */ " */ let k = "KEY".to_owned();\n    println!("{}", k);`),
      encode: rustString,
    },
    {
      name: 'constant',
      source: rustBody('println!("{}", K);', 'const K: &str = "KEY";\n'),
      encode: rustString,
      refused: true,
    },
    {
      name: 'static',
      source: rustBody('println!("{}", K);', 'pub static K: &str = "KEY";\n'),
      encode: rustString,
      refused: true,
    },
    {
      name: 'pattern',
      source: rustBody('match "x" { "KEY" => {}, _ => println!("1") }'),
      encode: rustString,
      refused: true,
    },
    { name: 'format text', source: rustBody('println!("KEY");'), encode: doubledBraces(rustString), mayRefuse: braces },
    {
      name: 'part of a format text',
      source: rustBody('let n = 1;\n    println!(\n        "Bearer KEY {} {n} {{}}",\n        (1, 2).0,\n    );'),
      encode: doubledBraces(rustString),
      mayRefuse: braces,
    },
    {
      name: 'write',
      source: rustBody(
        'let mut s = String::new();\n    write!(s, "KEY {}", 1).unwrap();\n    println!("{s}");',
        'use std::fmt::Write;\n',
      ),
      encode: doubledBraces(rustString),
      mayRefuse: braces,
    },
    {
      name: 'closure',
      source: rustBody(
        'let o: Option<String> = None;\n    println!("{}", o.unwrap_or_else(|| "KEY".to_string()));\n    let r: Result<String, i32> = Err(1);\n    println!("{}", r.unwrap_or_else(|_| "x".to_string()));',
      ),
      encode: rustString,
    },
    {
      name: 'lazy static',
      source: rustBody(
        'println!("{}", *K);',
        'static K: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| "KEY".to_string());\n',
      ),
      encode: rustString,
    },
    {
      name: 'kept by a map',
      source: rustBody(
        'let mut m = std::collections::HashMap::new();\n    m.insert(1, "KEY");\n    println!("{}", m[&1]);',
      ),
      encode: rustString,
      refused: true,
    },
    {
      name: 'static parameter',
      source: rustBody('f("KEY");', 'fn f(k: &\'static str) { println!("{}", k); }\n'),
      encode: rustString,
      refused: true,
    },
    {
      name: 'taken along by a thread',
      source: rustBody('let k = "KEY";\n    std::thread::spawn(move || println!("{k}")).join().unwrap();'),
      encode: rustString,
      refused: true,
    },
    {
      name: 'returned',
      source: rustBody('println!("{}", f());', `fn f() -> &'static str { "KEY" }\n`),
      encode: rustString,
      refused: true,
    },
    { name: 'bytes', source: rustBody('println!("{:?}", b"KEY");'), encode: verbatim(/[^\w]/), refused: true },
    {
      name: 'attribute',
      source: rustBody('println!("1");', '#[doc = "KEY"]\nstruct A;\n'),
      encode: rustString,
      refused: true,
    },
    {
      name: 'struct field',
      source: rustBody('println!("{}", C { k: "KEY" }.k);', `struct C { k: &'static str }\n`),
      encode: rustString,
      refused: true,
    },
  ],
};

const csBody = (body: string, members = '') =>
  `using System;\n\npublic static class Program {\n${members}  public static void Main() {\n    ${body}\n  }\n}\n`;

const csharp: MatrixLanguage = {
  language: 'C#',
  languageId: 'csharp',
  file: 'Program.cs',
  place: (source, id) => source.replace('public static class Program', `public static class ${id}`),
  contexts: [
    { name: 'variable', source: csBody('string key = "KEY";\n    Console.WriteLine(key);'), encode: cLike },
    {
      name: 'without using',
      source: csBody('var key = "KEY";\n    System.Console.WriteLine(key);').replace('using System;\n', '// none\n'),
      encode: cLike,
    },
    {
      name: 'own member named Environment',
      source: csBody('Console.WriteLine("KEY");', '  static string Environment => "x";\n'),
      encode: cLike,
    },
    { name: 'part', source: csBody(`Console.WriteLine("Bearer KEY {x} it's \\"y\\"");`), encode: cLike },
    {
      name: 'interpolated',
      source: csBody('var n = 1;\n    Console.WriteLine($"{n} KEY {{x}}");'),
      encode: doubledBraces(cLike),
      mayRefuse: braces,
    },
    { name: 'verbatim', source: csBody('Console.WriteLine(@"KEY");'), encode: doubledQuote('"') },
    { name: 'part of verbatim', source: csBody('Console.WriteLine(@"a\\b KEY ""c""");'), encode: doubledQuote('"') },
    {
      name: 'interpolated verbatim',
      source: csBody('var n = 1;\n    Console.WriteLine($@"a\\{n} KEY {{""x""}}" + 2);'),
      encode: doubledBraces(doubledQuote('"')),
      mayRefuse: braces,
    },
    {
      name: 'the whole of interpolated verbatim',
      source: csBody('Console.WriteLine($@"KEY".Length);'),
      encode: doubledBraces(doubledQuote('"')),
      mayRefuse: braces,
    },
    {
      name: 'collection and index',
      source: csBody(
        'var d = new System.Collections.Generic.Dictionary<string, int> { ["KEY"] = 1 };\n    foreach (var k in d.Keys) Console.WriteLine(k);',
      ),
      encode: cLike,
    },
    {
      name: 'property pattern',
      source: csBody('if (new { K = "x" } is { K: "KEY" }) Console.WriteLine(1); else Console.WriteLine(2);'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'tuple pattern',
      source: csBody('Console.WriteLine(("x", 1) switch { ("KEY", 1) => 1, _ => 2 });'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'field',
      source: csBody('Console.WriteLine(Key);', '  static readonly string Key = "KEY"; // it\'s\n'),
      encode: cLike,
    },
    { name: 'concatenation', source: csBody(`Console.WriteLine("k=" + "KEY" + '&' + 'x');`), encode: cLike },
    { name: 'argument', source: csBody('Console.WriteLine(string.Join("-", "a", "KEY"));'), encode: cLike },
    { name: 'member', source: csBody('Console.WriteLine("KEY".Length + "a KEEY".Length);'), encode: cLike },
    {
      name: 'initializer',
      source: csBody(
        'var d = new System.Collections.Generic.Dictionary<string, string> { { "a", "KEY" } };\n    Console.WriteLine(d["a"]);',
      ),
      encode: cLike,
    },
    { name: 'ternary', source: csBody('Console.WriteLine(DateTime.Now.Year > 1 ? "a KEY" : "b");'), encode: cLike },
    {
      name: 'constant',
      source: csBody('Console.WriteLine(K);', '  const string K = "KEY";\n'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'attribute',
      source: csBody('Console.WriteLine(1);', '  [Obsolete("KEY")] static void F() {}\n'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'case label',
      source: csBody('switch ("x") { case "KEY": break; default: Console.WriteLine(1); break; }'),
      encode: cLike,
      refused: true,
    },
    {
      name: 'parameter default',
      source: csBody('F();', '  static void F(string k = "KEY") { Console.WriteLine(1); }\n'),
      encode: cLike,
      refused: true,
    },
  ],
};

const kotlinString = backslash('"$', hexU);

const kotlin: MatrixLanguage = {
  language: 'Kotlin',
  languageId: 'kotlin',
  file: 'Main.kt',
  place: (source, id) => `package ${id}\n\n${source}`,
  contexts: [
    { name: 'variable', source: `fun main() {\n  val key = "KEY"\n  println(key)\n}\n`, encode: kotlinString },
    {
      name: 'part',
      source: `fun main() {\n  val n = 1\n  println("Bearer KEY $n \${n + 1} it's \\"x\\"")\n}\n`,
      encode: kotlinString,
    },
    { name: 'raw', source: `fun main() {\n  println("""a "KEY" b""")\n}\n`, encode: verbatim(/["$]/) },
    { name: 'raw whole', source: `fun main() {\n  println("""KEY""".trim())\n}\n`, encode: verbatim(/["$]/) },
    {
      name: 'top level',
      source: `val key: String = "KEY" // it's\n\nfun main() = println(key)\n`,
      encode: kotlinString,
    },
    {
      name: 'default parameter',
      source: `fun f(k: String = "KEY") = k\n\nfun main() {\n  println(f())\n}\n`,
      encode: kotlinString,
    },
    { name: 'map', source: `fun main() {\n  println(mapOf("a" to "KEY", 'b' to 1))\n}\n`, encode: kotlinString },
    {
      name: 'member',
      source: `fun main() {\n  println("KEY".length.toString() + "a KEEY")\n}\n`,
      encode: kotlinString,
    },
    { name: 'concatenation', source: `fun main() {\n  println("k=" + "KEY" + "&x")\n}\n`, encode: kotlinString },
    { name: 'when', source: `fun main() {\n  println(when { true -> "KEY" else -> "no" })\n}\n`, encode: kotlinString },
    {
      name: 'inside a hole',
      source: `fun main() {\n  println("a \${listOf("KEY").first()} b")\n}\n`,
      encode: kotlinString,
    },
    {
      name: 'companion',
      source: `class A {\n  companion object { /* " */ val K = "KEY" }\n}\n\nfun main() = println(A.K)\n`,
      encode: kotlinString,
    },
    {
      name: 'data class and a hole beside it',
      source: `data class Config(val key: String = "KEY", val n: Int = 1) {\n  val header get() = "Bearer $key"\n}\n\nfun main() = println(Config().header)\n`,
      encode: kotlinString,
    },
    {
      name: 'request',
      source: `class Request(val url: String, val headers: MutableMap<String, String> = mutableMapOf())\n\nfun request(url: String, build: Request.() -> Unit) = Request(url).apply(build)\n\nfun main() {\n  val page = 2\n  val r = request("https://example.test/v1?page=$page") {\n    headers["Authorization"] = "Bearer KEY"\n  }\n  println(r.url + r.headers)\n}\n`,
      encode: kotlinString,
    },
    {
      name: 'raw with a margin',
      source: `fun main() {\n  val user = "it's"\n  println("""\n    |{"user": "$user", "key": "KEY"}\n    |\\d+\n  """.trimMargin())\n}\n`,
      encode: verbatim(/["$\n|]/),
    },
    {
      name: 'when branch and subject',
      source: `fun f(k: String) = when (k) {\n  "KEY" -> "same"\n  else -> "other"\n}\n\nfun main() = println(f("a") + f(""))\n`,
      encode: kotlinString,
    },
    {
      name: 'elvis',
      source: `val key = System.getProperty("no.such.key") ?: "KEY"\n\nfun main() = println(key)\n`,
      encode: kotlinString,
    },
    {
      name: 'lazy, object and enum',
      source: `enum class Kind(val k: String) { A("x"), B("KEY") }\n\nobject Keys {\n  @JvmField val a = Kind.B.k\n  val b by lazy { a + 1 }\n}\n\nfun main() = println(Keys.b)\n`,
      encode: kotlinString,
    },
    {
      name: 'nullable and extension',
      source: `fun String?.shown(): String = this?.reversed() ?: "none"\n\nfun main() {\n  val k: String? = "KEY"\n  println(k.shown() + "KEEY".shown())\n}\n`,
      encode: kotlinString,
    },
    {
      name: 'bytes',
      source: `fun main() {\n  println("KEY".toByteArray().joinToString(",") { "%02x".format(it) })\n}\n`,
      encode: kotlinString,
    },
    {
      name: 'a class of its own named System',
      source: `object System { fun getenv(n: String) = n }\n\nfun main() = println("KEY" + System.getenv("x"))\n`,
      encode: kotlinString,
    },
    {
      name: 'string with two dollars',
      source: `fun main() {\n  println($$"""{"$id": "KEY"}""")\n}\n`,
      encode: verbatim(/["$\n]/),
    },
    { name: 'const', source: `const val K = "KEY"\nfun main() { println(K) }\n`, encode: kotlinString, refused: true },
    {
      name: 'const in a companion',
      source: `class A { companion object { private const val K: String = "KEY"; fun k() = K } }\nfun main() { println(A.k()) }\n`,
      encode: kotlinString,
      refused: true,
    },
    {
      name: 'annotation class',
      source: `annotation class Named(val k: String = "KEY")\nfun main() { println(1) }\n`,
      encode: kotlinString,
      refused: true,
    },
    {
      name: 'annotation',
      source: `@Deprecated("KEY") fun f() {}\nfun main() { println(1) }\n`,
      encode: kotlinString,
      refused: true,
    },
  ],
};

/** No runtime of these is at hand: what the fix writes is read by a parser of the language. */
export const parsedLanguages: readonly MatrixLanguage[] = [
  {
    language: 'Swift',
    languageId: 'swift',
    file: 'main.swift',
    contexts: [
      { name: 'constant', source: `let key = "KEY"\nprint(key)\n`, encode: backslash('"', hexBraced) },
      {
        name: 'part',
        source: `import Foundation\nlet n = 1\nprint("Bearer KEY \\(n) \\(n + 1)")\n`,
        encode: backslash('"', hexBraced),
      },
      { name: 'block', source: `print("""\na "KEY"\n""")\n`, encode: verbatim(/["\\\n]/) },
      {
        name: 'enum',
        source: `enum A: String {\n  case b = "KEY"\n}\n`,
        encode: backslash('"', hexBraced),
        refused: true,
      },
    ],
  },
  {
    language: 'Dart',
    languageId: 'dart',
    file: 'main.dart',
    contexts: [
      {
        name: 'single quotes',
        source: `void main() {\n  final key = 'KEY';\n  print(key);\n}\n`,
        encode: backslash("'$", hexX),
      },
      {
        name: 'part',
        source: `import 'dart:math';\n\nvoid main() {\n  final n = max(1, 2);\n  print("Bearer KEY $n \${n + 1}");\n}\n`,
        encode: backslash('"$', hexX),
      },
      { name: 'raw', source: `void main() {\n  print(r'KEY \\d');\n}\n`, encode: verbatim(/['\n]/) },
      {
        name: 'beside another string',
        source: `void main() {\n  print('a ' 'KEY');\n}\n`,
        encode: backslash("'$", hexX),
      },
      { name: 'joined', source: `void main() {\n  print('a ' + 'KEY'.trim());\n}\n`, encode: backslash("'$", hexX) },
      { name: 'triple', source: `void main() {\n  print('''\n{"a": "KEY"}\n''');\n}\n`, encode: verbatim(/['\\$\n]/) },
      {
        name: 'library and imports',
        source: `#!/usr/bin/env dart\n// it's\nlibrary a;\n\nimport "dart:convert";\nimport 'dart:math' as math;\n\nvoid main() {\n  print(jsonEncode({"k": "KEY", "n": math.pi}));\n}\n`,
        encode: backslash('"$', hexX),
      },
      { name: 'library alone', source: `library a;\n\nfinal key = 'KEY';\n`, encode: backslash("'$", hexX) },
      {
        name: 'named argument',
        source: `void f({String? key}) {}\nvoid main() => f(key: "KEY");\n`,
        encode: backslash('"$', hexX),
      },
      { name: 'default', source: `void f([String key = 'KEY']) {}\n`, encode: backslash("'$", hexX), refused: true },
      {
        name: 'case',
        source: `void f(String a) {\n  switch (a) {\n    case 'KEY':\n      print(1);\n  }\n}\n`,
        encode: backslash("'$", hexX),
        refused: true,
      },
      { name: 'annotation', source: `@Deprecated('KEY')\nvoid f() {}\n`, encode: backslash("'$", hexX), refused: true },
      {
        name: 'const list',
        source: `void main() {\n  print(const ['KEY']);\n}\n`,
        encode: backslash("'$", hexX),
        refused: true,
      },
      {
        name: 'const',
        source: `const key = 'KEY';\nvoid main() => print(key);\n`,
        encode: backslash("'$", hexX),
        refused: true,
      },
    ],
  },
  {
    language: 'PowerShell',
    languageId: 'powershell',
    file: 'main.ps1',
    contexts: [
      { name: 'single quotes', source: `$key = 'KEY'\nWrite-Output $key\n`, encode: doubledQuote("'") },
      { name: 'part', source: `$n = 1\nWrite-Output "Bearer KEY $n $($n + 1)"\n`, encode: verbatim(/["$`]/) },
      { name: 'part of single quotes', source: `Write-Output 'a KEY b'\n`, encode: doubledQuote("'") },
      { name: 'bare argument', source: `Write-Output -InputObject KEY -Verbose\n`, encode: verbatim(/[^\w]|^\d/) },
      { name: 'part of a bare argument', source: `$a = & curl.exe -H X-Key:KEY; $a\n`, encode: verbatim(/[^\w]/) },
      { name: 'name of a command', source: `KEY -Verbose\n`, encode: verbatim(/[^\w]/), refused: true },
      { name: 'number', source: `Write-Output 1KEY\n`, encode: verbatim(/[^\w]/), refused: true },
    ],
  },
];

export const compiledLanguages: readonly MatrixLanguage[] = [go, java, kotlin, rust, csharp];
