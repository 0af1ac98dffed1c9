import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

const openaiKeys = 'https://platform.openai.com/api-keys';
const openaiSource = 'observed: the base64 of "OpenAI" stands between two random halves of 20, 58 or 74 characters';
/** One random half of OpenAI keys since 2024. */
const openaiHalf = '(?:[\\w-]{74}|[\\w-]{58}|[A-Za-z0-9]{20})';
const openaiBody = `${openaiHalf}T3BlbkFJ${openaiHalf}`;
const claude = 'https://console.anthropic.com/settings/keys';

/** Providers of language models whose keys have a mark of their own. */
export const aiRules: readonly Rule[] = [
  token('openai-api-key', 'OpenAI', 'API key', {
    anchors: ['T3BlbkFJ'],
    lead: 53, // `sk-`, the name of a project and a hyphen, the first half
    leastLead: 23,
    shape:
      'sk-(?!(?:proj|svcacct|service|admin)-)(?:[A-Za-z][A-Za-z0-9_-]{0,28}-)?[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
    env: 'OPENAI_API_KEY',
    revoke: openaiKeys,
    source: openaiSource,
    examples: [
      'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
      'sk-None-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
      'sk-billing-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
    ],
    nearMisses: ['sk-[A-Za-z0-9]{48}', 'sk-[A-Za-z0-9]{19}T3BlbkFJ[A-Za-z0-9]{20}'],
  }),
  token('openai-project-key', 'OpenAI', 'project API key', {
    anchors: ['sk-proj-'],
    shape: `sk-proj-${openaiBody}`,
    env: 'OPENAI_API_KEY',
    revoke: openaiKeys,
    source: openaiSource,
    examples: [
      'sk-proj-[A-Za-z0-9_-]{73}[A-Za-z0-9]T3BlbkFJ[A-Za-z0-9_-]{73}[A-Za-z0-9]',
      'sk-proj-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
    ],
    nearMisses: ['sk-proj-[A-Za-z0-9]{156}', 'sk-(proj)-your-openai-api-key-here', 'sk-proj-[a-z]{5,9}-[a-z]{5,9}'],
  }),
  token('openai-service-account-key', 'OpenAI', 'service account key', {
    anchors: ['sk-svcacct-', 'sk-service-'],
    shape: `sk-(?:svcacct|service)-${openaiBody}`,
    env: 'OPENAI_API_KEY',
    revoke: openaiKeys,
    source: openaiSource,
    examples: ['sk-svcacct-[A-Za-z0-9_-]{57}[A-Za-z0-9]T3BlbkFJ[A-Za-z0-9_-]{57}[A-Za-z0-9]'],
    nearMisses: ['sk-svcacct-[A-Za-z0-9]{124}', 'sk-service-[a-z]{6,12}-panel'],
  }),
  token('openai-admin-key', 'OpenAI', 'admin key', {
    anchors: ['sk-admin-'],
    shape: `sk-admin-${openaiBody}`,
    env: 'OPENAI_ADMIN_KEY',
    revoke: 'https://platform.openai.com/settings/organization/admin-keys',
    source: openaiSource,
    examples: [
      'sk-admin-[A-Za-z0-9_-]{57}[A-Za-z0-9]T3BlbkFJ[A-Za-z0-9_-]{57}[A-Za-z0-9]',
      'sk-admin-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}',
    ],
    nearMisses: ['sk-admin-[A-Za-z0-9]{124}', 'sk-admin-[a-z]{6,12}-panel'],
  }),
  token('anthropic-api-key', 'Anthropic', 'API key', {
    anchors: ['sk-ant-api'],
    shape: 'sk-ant-api\\d{2}-[\\w-]{93}AA',
    env: 'ANTHROPIC_API_KEY',
    revoke: claude,
    source: 'observed: 95 characters of base64url that end in AA (the last byte is zero)',
    examples: ['sk-ant-api03-[A-Za-z0-9_-]{93}AA'],
    nearMisses: ['sk-ant-api03-[A-Za-z0-9]{40}', 'sk-ant-api03-[A-Za-z0-9]{93}ZZ'],
  }),
  token('anthropic-admin-key', 'Anthropic', 'admin API key', {
    anchors: ['sk-ant-admin'],
    shape: 'sk-ant-admin\\d{2}-[\\w-]{93}AA',
    env: 'ANTHROPIC_ADMIN_KEY',
    revoke: 'https://console.anthropic.com/settings/admin-keys',
    source: 'https://docs.anthropic.com/en/api/administration-api',
    examples: ['sk-ant-admin01-[A-Za-z0-9_-]{93}AA'],
    nearMisses: ['sk-ant-admin01-[A-Za-z0-9]{40}', 'sk-ant-admin-panel-[a-z]{8}'],
  }),
  token('anthropic-oauth-token', 'Anthropic', 'OAuth token', {
    anchors: ['sk-ant-oat', 'sk-ant-ort', 'sk-ant-sid'],
    shape: 'sk-ant-(?:oat|ort|sid)\\d{2}-[\\w-]{40,200}',
    env: 'CLAUDE_CODE_OAUTH_TOKEN',
    revoke: 'https://claude.ai/settings',
    source: 'https://docs.anthropic.com/en/docs/claude-code/setup',
    examples: [
      'sk-ant-oat01-[A-Za-z0-9_-]{93}AA',
      'sk-ant-ort01-[A-Za-z0-9_-]{93}AA',
      'sk-ant-sid01-[A-Za-z0-9_-]{86}-[A-Za-z0-9]{6}AA',
    ],
    nearMisses: ['sk-ant-oat01-[A-Za-z0-9]{20}', 'sk-ant-oat-your-token'],
  }),
  token('huggingface-token', 'Hugging Face', 'access token', {
    anchors: ['hf_'],
    shape: 'hf_[A-Za-z]{34}',
    entropy: 3.6, // identifiers such as `hf_…` in camel case repeat their letters more than 34 drawn ones
    env: 'HF_TOKEN',
    revoke: 'https://huggingface.co/settings/tokens',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    examples: ['hf_[A-Za-z]{34}'],
    nearMisses: ['hf_hub_download_with_retry_and_resume', 'hf_[A-Za-z0-9]{20}', 'hf_[a-z]{10}_[a-z]{23}'],
  }),
  token('huggingface-organization-token', 'Hugging Face', 'organization API token', {
    anchors: ['api_org_'],
    shape: 'api_org_[A-Za-z]{34}',
    entropy: 3.6,
    env: 'HF_TOKEN',
    revoke: 'https://huggingface.co/settings/tokens',
    source: 'https://huggingface.co/docs/hub/security-tokens',
    examples: ['api_org_[A-Za-z]{34}'],
    nearMisses: ['api_org_members_list', 'api_org_[A-Za-z]{20}'],
  }),
  token('groq-api-key', 'Groq', 'API key', {
    anchors: ['gsk_'],
    shape: 'gsk_[A-Za-z0-9]{52}',
    env: 'GROQ_API_KEY',
    revoke: 'https://console.groq.com/keys',
    source: 'https://console.groq.com/docs/quickstart',
    examples: ['gsk_[A-Za-z0-9]{52}'],
    nearMisses: ['gsk_[A-Za-z0-9]{30}', 'gsk_shader_node_attach'],
  }),
  token('xai-api-key', 'xAI', 'API key', {
    anchors: ['xai-'],
    shape: 'xai-(?:token-)?[A-Za-z0-9_]{70,120}', // 80 today; xAI does not promise a length
    env: 'XAI_API_KEY',
    revoke: 'https://console.x.ai',
    source: 'https://docs.x.ai/docs/tutorial',
    examples: ['xai-[A-Za-z0-9]{80}', 'xai-token-[A-Za-z0-9]{80}'],
    nearMisses: ['xai-[A-Za-z0-9]{32}', 'xai-sdk-python'],
  }),
  token('perplexity-api-key', 'Perplexity', 'API key', {
    anchors: ['pplx-'],
    shape: 'pplx-[A-Za-z0-9]{48}',
    env: 'PERPLEXITY_API_KEY',
    revoke: 'https://www.perplexity.ai/account/api/keys',
    source: 'https://docs.perplexity.ai/guides/getting-started',
    examples: ['pplx-[A-Za-z0-9]{48}'],
    nearMisses: ['pplx-7b-online', 'pplx-[A-Za-z0-9]{30}'],
  }),
  token('openrouter-api-key', 'OpenRouter', 'API key', {
    anchors: ['sk-or-v1-'],
    shape: 'sk-or-v1-[0-9a-f]{64}',
    env: 'OPENROUTER_API_KEY',
    revoke: 'https://openrouter.ai/settings/keys',
    source: 'https://openrouter.ai/docs/api-reference/authentication',
    examples: ['sk-or-v1-[0-9a-f]{64}'],
    nearMisses: ['sk-or-v1-[0-9a-f]{32}', 'sk-or-v1-your-key-here'],
  }),
  token('replicate-api-token', 'Replicate', 'API token', {
    anchors: ['r8_'],
    shape: 'r8_[A-Za-z0-9]{37}',
    entropy: 3.5,
    env: 'REPLICATE_API_TOKEN',
    revoke: 'https://replicate.com/account/api-tokens',
    source: 'https://replicate.com/docs/reference/http',
    examples: ['r8_[A-Za-z0-9]{37}'],
    nearMisses: ['r8_unorm_texture_format', 'r8_[A-Za-z0-9]{20}'],
  }),
  named('mistral-api-key', 'Mistral', 'API key', {
    names: ['mistral_key', 'mistral_token', 'mistral_secret'],
    shape: '[A-Za-z0-9]{32}',
    entropy: 3.3,
    env: 'MISTRAL_API_KEY',
    revoke: 'https://console.mistral.ai/api-keys',
    source: 'https://docs.mistral.ai/getting-started/quickstart',
    examples: ['[A-Za-z0-9]{32}'],
    nearMisses: ['[A-Za-z0-9]{20}', 'mistral-large-latest'],
  }),
];
