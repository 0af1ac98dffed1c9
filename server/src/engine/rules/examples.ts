/**
 * Keys that providers print in their documentation or reserve for trying things out, as sources of regular expressions
 * for the beginning or the end of the key. Parts only: whole ones would look like live keys in this file.
 */
export const documentedExamples: readonly string[] = [
  'EXAMPLE(?:KEY)?$', // AWS: key ids and secrets of its documentation
  '^secret_scanning_ab85fc6f8d', // GitHub: the dummy for testing secret scanning
  '^gh[opusr]_(?:16C7e42F|1B4a2e77)', // GitHub: the documentation of its REST interface
  'Eby8vdM02xNOcqFl', // Azure: the storage emulator
  '^C2y6yDjf5/R', // Azure: the Cosmos DB emulator
  '^eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\\.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4', // jwt.io, HS256
  '^eyJhbGciOi[\\w-]{1,60}\\.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4', // jwt.io, other algorithms
  '^sk_test_(?:4eC39Hq|BQokikJO|26PHem9A|tR3PYbcV)', // Stripe: test keys of its documentation
  '^SG\\.ngeVfQFY', // SendGrid
  '^MTk4NjIyNDgzNDcxOTI1MjQ4\\.', // Discord
  '^110201543:AAHdqTcv', // Telegram
  '^123456:ABC-DEF1234', // Telegram
  '^3ax6xnjp29jd6fds4gc373sgvjxteol0', // Mailgun
  '^key-3ax6xnjp29jd6fds', // Mailgun
  '^AIzaSyDaGmWKa4JsXZ', // Google: the documentation of API keys
  '^xox[b]-17653672481-', // Slack
  '^xox[p]-23984754863-', // Slack
  '^0xac0974bec39a17e3', // Hardhat and Anvil: the first of the accounts of a local chain
  '^(?:2YotnFZFEj|tGzv3JOkF0X|SplxlOBeZQ|czZCaGRSa3F0|gX1fBat3bV)', // RFC 6749: OAuth 2.0
  '^(?:dpf43f3p2l|nnch734d00|hh5s93j4h|hdhd0244k9|kkk9d7dh3|9djdj82h4|kd94hf93k|ad180jjd733|0685bd9184|pfkkdhi9sl)', // RFC 5849: OAuth 1.0
  '^(?:QWxhZGRpbjpvcGVu|YWxhZGRpbjpvcGVu)', // RFC 7617: Aladdin
  '^(?: Xakm<o|LzJ}op]m|\\|i\\|Ux`9<|%:R{\\[P\\|,|eZyT\\)-Na|!=oLUTXh|\\+XSqHc;@|h`GXHhD>)', // WordPress: the documentation of its salts
  '^0x59c6995e998f97a5',
  '^0x5de4111afa1a4b94',
  '^0x4f3edf983ac636a6', // Ganache
];
