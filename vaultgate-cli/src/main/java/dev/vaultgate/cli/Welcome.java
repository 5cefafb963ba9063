package dev.vaultgate.cli;

import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The first lines that a person sees: where the gateway is, what it can do, and what to do next.
 */
final class Welcome {

  private static final String DEMO = "demo";
  private static final String STARTER_CREDIT = "10";

  private final VaultGateServer server;
  private final ServerConfig config;
  private final PrintWriter out;

  Welcome(VaultGateServer server, ServerConfig config, PrintWriter out) {
    this.server = server;
    this.config = config;
    this.out = out;
  }

  void print() {
    String base = server.address() + "/v1";
    out.println("VaultGate is listening on " + base);
    out.println("  data       " + data());
    out.println("  providers  " + providers());
    out.println(
        "  models     " + server.gateway().router().models().size() + " (GET " + base + "/models)");
    out.println("  console    " + server.address() + "/console");
    config.notices().forEach(notice -> out.println("  note       " + notice));
    out.println();
    server.openSetUp().ifPresent(this::setUp);
    if (config.demo()) {
      demo(base);
    } else {
      firstKey();
    }
    out.flush();
  }

  private void setUp(String link) {
    out.println(
        "Nobody owns this gateway yet. Whoever opens this link first does, within the hour:");
    out.println();
    out.println("  " + link);
    out.println();
  }

  private String data() {
    Path file = config.storeFile();
    return file == null ? "in memory, gone when this stops" : file.toString();
  }

  private String providers() {
    List<ProviderSettings> providers = config.providers();
    String names = providers.stream().map(ProviderSettings::id).collect(Collectors.joining(", "));
    String demo = config.demo() ? "demo (no key needed)" : "";
    if (names.isEmpty()) {
      return (demo.isEmpty() ? "none" : demo)
          + "; set OPENAI_API_KEY, ANTHROPIC_API_KEY or another provider's key to add one";
    }
    return demo.isEmpty() ? names : names + ", " + demo;
  }

  private void demo(String base) {
    String secret = demoKey();
    out.println(
        "DEMO MODE, for this machine only: the key below has $"
            + STARTER_CREDIT
            + " of play credit.");
    out.println();
    out.println("Try it:");
    out.println();
    out.println("  curl " + base + "/chat/completions \\");
    out.println("    -H 'Authorization: Bearer " + secret + "' \\");
    out.println("    -H 'Content-Type: application/json' \\");
    out.println(
        "    -d '{\"model\":\"demo-text\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'");
    out.println();
    out.println("Or with any OpenAI SDK:");
    out.println();
    out.println("  OPENAI_BASE_URL=" + base + " OPENAI_API_KEY=" + secret);
    out.println();
  }

  /** A new key at every start: only hashes are kept, so an old one cannot be shown again. */
  private String demoKey() {
    Gateway gateway = server.gateway();
    gateway.keys().list().stream()
        .filter(key -> key.name().equals(DEMO) && key.account().name().equals(DEMO))
        .filter(key -> key.revokedAt() == null)
        .map(ApiKey::id)
        .forEach(gateway.keys()::revoke);
    var created = gateway.keys().create(KeySpec.named(DEMO).account(DEMO).requestsPerMinute(600));
    Account account = created.key().account();
    gateway.ledger().topUp(account.id(), Money.dollars(STARTER_CREDIT), "starter:" + account.id());
    return created.secret().reveal();
  }

  private void firstKey() {
    if (!server.gateway().keys().isEmpty()) {
      return;
    }
    Path file = config.storeFile();
    if (file == null && config.adminKey() == null) {
      out.println(
          "There is no key, and nobody can make one: the store is in memory, and no admin key is set");
      out.println("(server.admin_key, or VAULTGATE_ADMIN_KEY).");
    } else {
      out.println("There is no key yet. Make one, while this runs:");
      out.println();
      out.println("  " + Invocation.name() + " keys create --name my-app " + place(file));
    }
    out.println();
  }

  /** The options by which the command line finds this store or server. */
  private String place(@Nullable Path file) {
    return file == null
        ? "--url " + server.address() + " --admin-key ..."
        : "--db " + Invocation.quoted(file.toString());
  }
}
