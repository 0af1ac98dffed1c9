import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

/** Keys that frameworks generate for an application to sign with: no provider issues them, but their form is known. */
export const frameworkRules: readonly Rule[] = [
  named('django-secret-key', 'Django', 'secret key', {
    names: ['secret_key'],
    // The alphabet of django.core.management.utils; at least one sign, or it would be any other key's.
    shape: '(?=[a-z0-9_-]{0,60}[!@#$%^&*(=+)])(?:django-insecure-)?[a-z0-9!@#$%^&*(=+)_-]{50}',
    env: 'DJANGO_SECRET_KEY',
    source: 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key',
    examples: ['[a-z0-9!@#$%^*=+_-]{49}!', 'django-insecure-[a-z0-9!@#$%^*=+_-]{49}!'],
    nearMisses: ['[a-z0-9]{24}!'],
  }),
  named('wordpress-key', 'WordPress', 'authentication key or salt', {
    names: ['auth_key', 'logged_in_key', 'nonce_key', 'auth_salt', 'logged_in_salt', 'nonce_salt'],
    shape: '(?=[A-Za-z0-9+/=_-]{0,63}[^A-Za-z0-9+/=_-])[ -~]{64}',
    env: 'AUTH_KEY',
    revoke: 'https://api.wordpress.org/secret-key/1.1/salt/',
    source: 'https://developer.wordpress.org/advanced-administration/wordpress/wp-config/',
    examples: ['[A-Za-z0-9!@^*_+:.-]{40}[A-Za-z0-9]{23}!'],
    nearMisses: ['put your unique phrase here'],
  }),
  token('laravel-app-key', 'Laravel', 'application key', {
    confidence: 'likely',
    anchors: ['base64:'],
    shape: 'base64:[A-Za-z0-9+/]{43}=',
    edge: 'A-Za-z0-9+/=',
    entropy: 4,
    env: 'APP_KEY',
    source: 'https://laravel.com/docs/encryption',
    examples: ['base64:[A-Za-z0-9+/]{43}='],
    nearMisses: ['base64:[A-Za-z0-9+/]{20}=='],
  }),
];
