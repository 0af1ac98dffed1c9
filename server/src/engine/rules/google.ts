import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

const credentials = 'https://console.cloud.google.com/apis/credentials';

/** Google and Google Cloud. */
export const googleRules: readonly Rule[] = [
  token('google-api-key', 'Google', 'API key', {
    confidence: 'likely', // browser keys of Maps and Firebase have the same form and are meant to be seen
    anchors: ['AIza'],
    browser: [
      'maps.googleapis',
      'maps/api',
      'google.maps',
      'googlemaps',
      'google_maps',
      'googleMaps',
      'google-maps',
      'maps_api',
      'maps_key',
      'mapsApi',
      'firebaseapp.com',
      'firebaseio.com',
      'firebaseConfig',
      'authDomain',
      'messagingSenderId',
      'firebase_api',
      'current_key',
    ],
    shape: 'AIza[\\w-]{35}',
    entropy: 3.3,
    env: 'GOOGLE_API_KEY',
    revoke: credentials,
    source: 'https://cloud.google.com/docs/authentication/api-keys',
    examples: ['AIzaSy[A-D][A-Za-z0-9_-]{31}[A-Za-z0-9]'],
    nearMisses: ['AIzaSy[A-D][A-Za-z0-9]{20}', 'AIzaSyX{33}'],
  }),
  token('google-gemini-auth-key', 'Google', 'Gemini auth key', {
    anchors: ['AQ.Ab8R'],
    shape: 'AQ\\.Ab8R[\\w-]{46}',
    env: 'GEMINI_API_KEY',
    revoke: 'https://aistudio.google.com/apikey',
    source: 'https://ai.google.dev/gemini-api/docs/api-key',
    examples: ['AQ\\.Ab8RN6[A-Za-z0-9_-]{43}[A-Za-z0-9]'],
    nearMisses: ['AQ\\.Ab8RN6[A-Za-z0-9]{20}', 'AQ\\.Bc9SN6[A-Za-z0-9]{44}'],
  }),
  token('google-oauth-client-secret', 'Google', 'OAuth client secret', {
    anchors: ['GOCSPX-'],
    shape: 'GOCSPX-[\\w-]{28}',
    env: 'GOOGLE_CLIENT_SECRET',
    revoke: credentials,
    source: 'https://developers.google.com/identity/protocols/oauth2',
    examples: ['GOCSPX-[A-Za-z0-9_-]{27}[A-Za-z0-9]'],
    nearMisses: ['GOCSPX-[A-Za-z0-9]{14}', 'GOCSPX-your-client-secret'],
  }),
  token('google-oauth-access-token', 'Google', 'OAuth access token', {
    anchors: ['ya29.'],
    shape: 'ya29\\.(?:[a-z]\\.)?[\\w-]{22,1200}', // about 200 for people, up to 1,000 for service accounts
    env: 'GOOGLE_ACCESS_TOKEN',
    revoke: 'https://myaccount.google.com/permissions',
    source: 'https://developers.google.com/identity/protocols/oauth2',
    examples: ['ya29\\.[A-Za-z0-9_-]{120}[A-Za-z0-9]', 'ya29\\.c\\.[A-Za-z0-9_-]{180}[A-Za-z0-9]'],
    nearMisses: ['ya29\\.[a-z]{4,8}', 'ya29\\.[A-Za-z0-9]{12}'],
  }),
  token('google-oauth-refresh-token', 'Google', 'OAuth refresh token', {
    anchors: ['1//0'],
    shape: '1//0[\\w-]{80,200}',
    env: 'GOOGLE_REFRESH_TOKEN',
    revoke: 'https://myaccount.google.com/permissions',
    source: 'observed: 1//0 and about 100 characters of base64url',
    examples: ['1//0[A-Za-z0-9_-]{98}[A-Za-z0-9]'],
    nearMisses: ['1//0[A-Za-z0-9]{20}', '1//0/examples/index'],
  }),
  token('google-service-account-key', 'Google', 'service account key', {
    anchors: ['"private_key"'],
    shape:
      '"private_key": ?"(?<key>-----BEGIN PRIVATE KEY-----[A-Za-z0-9+/=\\\\]{100,6000}-----END PRIVATE KEY-----)(?:\\\\n)?",?\\s{0,40}"client_email": ?"[\\w-]{1,60}@[\\w-]{1,60}\\.iam\\.gserviceaccount',
    left: 'A-Za-z0-9',
    check: 'pem',
    env: 'GOOGLE_PRIVATE_KEY',
    revoke: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
    source: 'https://cloud.google.com/iam/docs/keys-create-delete',
    examples: [
      '"private_key": "-----BEGIN PRIVATE KEY-----\\\\n([A-Za-z0-9+/]{64}\\\\n){25}[A-Za-z0-9+/]{24}\\\\n-----END PRIVATE KEY-----\\\\n",\n  "client_email": "[a-z]{8}@[a-z]{8}\\.iam\\.gserviceaccount',
    ],
    nearMisses: ['"private_key": "-----BEGIN PRIVATE KEY-----\\\\n<your key>\\\\n-----END PRIVATE KEY-----\\\\n"'],
  }),
  token('google-storage-hmac-id', 'Google', 'Cloud Storage HMAC access id', {
    confidence: 'likely', // without its secret it opens nothing
    anchors: ['GOOG'],
    // 24 for people, 61 for service accounts
    shape: 'GOOG(?=[A-Z]{0,19}[0-9])(?:1[A-Z0-9]{56}|[A-Z0-9]{20})',
    pair: '(?:^|[^A-Za-z0-9/+])(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])',
    env: 'GCS_ACCESS_KEY_ID',
    revoke: 'https://console.cloud.google.com/storage/settings',
    source: 'https://cloud.google.com/storage/docs/authentication/hmackeys',
    examples: ['GOOG1[A-Z0-9]{19}', 'GOOG[A-Z2-7]{9}[2-7][A-Z2-7]{10}', 'GOOG1E[A-Z0-9]{55}'],
    nearMisses: ['GOOG1[A-Z0-9]{10}', 'GOOG1[A-Z0-9]{30}', 'GOOGLECLOUDSTORAGEBUCKET'],
  }),
  named('google-storage-hmac-secret', 'Google', 'Cloud Storage HMAC secret', {
    names: ['gcs_secret', 'google_storage_secret', 'storage_hmac_secret'],
    shape: '[A-Za-z0-9/+]{40}',
    entropy: 3.8,
    pair: 'GOOG[A-Z0-9]{20}',
    env: 'GCS_HMAC_SECRET',
    revoke: 'https://console.cloud.google.com/storage/settings',
    source: 'https://cloud.google.com/storage/docs/authentication/hmackeys',
    examples: ['[A-Za-z0-9/+]{39}[A-Za-z0-9]'],
    nearMisses: ['[A-Za-z0-9]{30}'],
  }),
];
