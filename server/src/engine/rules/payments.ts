import type { Rule } from '../types.ts';
import { token } from './row.ts';

const stripe = 'https://dashboard.stripe.com/apikeys';
const stripeSource = 'https://docs.stripe.com/keys';

/** Payment, banking, commerce. */
export const paymentRules: readonly Rule[] = [
  token('stripe-secret-key', 'Stripe', 'secret key', {
    anchors: ['sk_live_', 'rk_live_'],
    shape: '[sr]k_live_[A-Za-z0-9]{24,247}', // 24 in old accounts, about 99 since 2018; Stripe reserves 255 in all
    env: 'STRIPE_SECRET_KEY',
    revoke: stripe,
    source: stripeSource,
    examples: ['sk_live_[A-Za-z0-9]{24}', 'sk_live_51[A-Za-z0-9]{97}', 'rk_live_51[A-Za-z0-9]{97}'],
    nearMisses: ['pk_live_[A-Za-z0-9]{24}', 'sk_live_[A-Za-z0-9]{12}', 'sk_live_your_secret_key'],
  }),
  token('stripe-test-key', 'Stripe', 'test mode secret key', {
    confidence: 'likely',
    note: 'test-key',
    anchors: ['sk_test_', 'rk_test_'],
    shape: '[sr]k_test_[A-Za-z0-9]{24,247}',
    env: 'STRIPE_SECRET_KEY',
    revoke: 'https://dashboard.stripe.com/test/apikeys',
    source: stripeSource,
    examples: ['sk_test_[A-Za-z0-9]{24}', 'sk_test_51[A-Za-z0-9]{97}', 'rk_test_51[A-Za-z0-9]{97}'],
    nearMisses: ['pk_test_[A-Za-z0-9]{24}', 'sk_test_[A-Za-z0-9]{12}'],
  }),
  token('stripe-webhook-secret', 'Stripe', 'webhook signing secret', {
    anchors: ['whsec_'],
    shape: 'whsec_[A-Za-z0-9+/]{32,64}={0,2}', // 32 at Stripe, 32 to 44 of base64 at Svix, 64 from the Stripe CLI
    edge: 'A-Za-z0-9_+/=',
    env: 'STRIPE_WEBHOOK_SECRET',
    revoke: 'https://dashboard.stripe.com/webhooks',
    source: 'https://docs.stripe.com/webhooks',
    examples: ['whsec_[A-Za-z0-9]{32}', 'whsec_[0-9a-f]{64}', 'whsec_[A-Za-z0-9+/]{43}='],
    nearMisses: ['whsec_[A-Za-z0-9]{10}', 'whsec_your_webhook_secret'],
  }),
];
