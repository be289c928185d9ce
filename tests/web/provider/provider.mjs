// A certified OpenID provider that demands what HelseID demands. Told what to be on its standard
// input; says "ready" when it answers. The people who sign in are named by their level, "kari-4",
// and by their number in the register of health personnel, "kari-4-181000001".
import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { Provider } from "oidc-provider";

const told = JSON.parse(await text(process.stdin));
const PSEUDONYM = "helseid://claims/identity/pid_pseudonym";
const LEVEL = "helseid://claims/identity/security_level";
const HPR = "helseid://claims/hpr/hpr_number";

const provider = new Provider(told.issuer, {
  clients: [
    {
      client_id: told.client_id,
      redirect_uris: [told.redirect_uri],
      post_logout_redirect_uris: told.post_logout_redirect_uris,
      backchannel_logout_uri: told.backchannel_logout_uri,
      backchannel_logout_session_required: true,
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: "PS256",
      id_token_signed_response_alg: "PS256",
      jwks: { keys: [told.public_key] },
      dpop_bound_access_tokens: true,
      scope: told.scope,
    },
  ],
  jwks: { keys: [told.provider_key] },
  cookies: { keys: ["of-the-test"] },
  scopes: told.scope.split(" "),
  claims: {
    openid: ["sub"],
    "helseid://scopes/identity/pid_pseudonym": [PSEUDONYM],
    "helseid://scopes/identity/security_level": [LEVEL],
    "helseid://scopes/hpr/hpr_number": [HPR],
  },
  conformIdTokenClaims: false,
  // It would not call this very machine, where the test waits to be told of logouts.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  enabledJWA: {
    clientAuthSigningAlgValues: ["PS256", "ES256"],
    idTokenSigningAlgValues: ["PS256", "RS256"],
    dPoPSigningAlgValues: ["ES256"],
  },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: true },
    rpInitiatedLogout: { enabled: true },
    backchannelLogout: { enabled: true },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      [PSEUDONYM]: `p-${id}`,
      [LEVEL]: id.split("-")[1],
      [HPR]: id.split("-")[2],
    }),
  }),
});

provider.on("server_error", (_, error) => console.error(error));
provider.on("backchannel.error", (_, error) => console.error(error));
provider.listen(new URL(told.issuer).port, "127.0.0.1", () => console.log("ready"));
