package dev.vaultgate.server.config;

import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.http.Transports;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.CreditSettings;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.UsageRetention;
import dev.vaultgate.router.user.Registration;
import dev.vaultgate.server.config.ServerConfig.Accounts;
import dev.vaultgate.server.config.ServerConfig.Bounds;
import dev.vaultgate.server.config.ServerConfig.Listen;
import dev.vaultgate.server.config.ServerConfig.Logged;
import dev.vaultgate.server.config.ServerConfig.Stop;
import dev.vaultgate.server.http.Loopback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration. The command line counts more than the file, and the file more than the
 * environment, which gives {@code VAULTGATE_HOST}, {@code VAULTGATE_PORT}, {@code VAULTGATE_DB} and
 * {@code VAULTGATE_ADMIN_KEY}.
 */
public final class ConfigReader {

  /** No model writes more in one answer. */
  private static final int TOKENS_MAX = 1_000_000;

  /** Each holds a thread and a connection to the provider. */
  private static final int DRAINS_MAX = 1_000;

  private static final int DAYS_MAX = 36_500;
  private static final int PORT_MAX = 65_535;
  private static final int PORT = 8080;
  private static final int BODY_BYTES_MAX = 256 * 1024 * 1024;
  private static final String SQLITE = "jdbc:sqlite:";
  private static final String ADMIN_KEY = "VAULTGATE_ADMIN_KEY";
  private static final Money DEMO_STARTER_CREDIT = Money.dollars("1");
  private static final String STARTER_CREDITS = "expected: dollars, 0 or more, such as 1.00";

  /** What an operator may choose: long, sendable in a header, and not an API key by mistake. */
  private static final Pattern ADMIN_KEY_FIT = Pattern.compile("(?!vg_)[!-~]{16,200}");

  private final CommandLine commandLine;
  private final Map<String, String> environment;
  private final Problems problems;
  private final Section root;
  private final @Nullable Path folder;

  private ConfigReader(
      CommandLine commandLine, Map<String, String> environment, @Nullable Path file) {
    this.commandLine = commandLine;
    this.environment = environment;
    this.problems = new Problems(file == null ? "(no file)" : String.valueOf(file.getFileName()));
    this.root =
        new Section(
            "",
            file == null ? new Node.Mapping(Map.of(), 1) : YamlFile.read(file),
            new References(environment),
            problems);
    this.folder = file == null ? null : file.toAbsolutePath().getParent();
  }

  /**
   * Reads what is configured.
   *
   * @throws ConfigException when something is wrong; its message says all that is
   */
  public static ServerConfig read(CommandLine commandLine, Map<String, String> environment) {
    Path file = Homes.config(commandLine.config(), environment).orElse(null);
    return new ConfigReader(commandLine, environment, file).read();
  }

  private ServerConfig read() {
    Section server = root.section("server");
    boolean demo = root.flag("demo", false) || commandLine.demo();
    Listen listen = listen(server, demo);
    Bounds bounds = bounds(server);
    Stop stop = stop(server, listen);
    String metricsToken = server.text("metrics_token");
    String adminKey = adminKey(server);
    server.end();
    ProvidersReader providers = new ProvidersReader(root.section("providers"), environment);
    providers.readFile();
    if (root.flag("providers_from_environment", true)) {
      providers.readEnvironment();
    }
    RoutesReader routing = new RoutesReader(root.section("routing"), root.section("routes"));
    ServerConfig config =
        new ServerConfig(
            listen,
            bounds,
            stop,
            store(),
            metricsToken,
            adminKey,
            providers.enabled(),
            new ModelsReader(root.section("models"), problems).models(),
            routing.routes(),
            root.flag("pass_unknown_models", false),
            timeouts(),
            routing.bounds(),
            routing.strategy(),
            credit(),
            usage(),
            outbound(),
            accounts(demo),
            new PaymentsReader(root.section("payments")).read(),
            AlertsReader.read(root.section("alerts"), root.section("smtp"), root.has("smtp")),
            logged(),
            demo,
            providers.notices());
    root.end();
    problems.throwIfAny();
    return config;
  }

  private Listen listen(Section server, boolean demo) {
    String host = server.text("host", fromEnvironment("VAULTGATE_HOST", "127.0.0.1"));
    host = commandLine.host() == null ? host : commandLine.host();
    int port = server.integer("port", portFromEnvironment(), 0, PORT_MAX);
    port = commandLine.port() == null ? port : commandLine.port();
    Listen listen =
        new Listen(
            host,
            port,
            server.texts("hosts"),
            trustedProxies(server),
            server.flag("insecure_bind", false) || commandLine.insecureBind());
    if (!Loopback.is(host)) {
      checkReach(listen, demo);
    }
    return listen;
  }

  private static List<Network> trustedProxies(Section server) {
    try {
      return server.texts("trusted_proxies").stream().map(Network::parse).toList();
    } catch (IllegalArgumentException e) {
      server.wrong("trusted_proxies", "expected: addresses such as 10.0.0.2 or 10.0.0.0/8");
      return List.of();
    }
  }

  private void checkReach(Listen listen, boolean demo) {
    if (demo) {
      problems.add(
          "server.host",
          listen.host() + " (expected: 127.0.0.1, because the demo gives credit to everybody)");
    } else if (!listen.insecure() && listen.trustedProxies().isEmpty()) {
      problems.add(
          "server.host",
          listen.host()
              + " can be reached from other machines, and keys would cross the network in the clear"
              + " (expected: 127.0.0.1; or server.trusted_proxies with the addresses of what speaks"
              + " TLS before it; or server.insecure_bind: true)");
    }
  }

  private int portFromEnvironment() {
    String port = environment.get("VAULTGATE_PORT");
    if (port == null || port.isBlank()) {
      return PORT;
    }
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > PORT_MAX) {
      problems.add("VAULTGATE_PORT", port + " (expected: a number from 0 to " + PORT_MAX + ")");
      return PORT;
    }
    return Integer.parseInt(port);
  }

  private String fromEnvironment(String name, String otherwise) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  /** The value is not told, wrong as it may be: it may be one that is used elsewhere. */
  private @Nullable String adminKey(Section server) {
    String fromFile = server.text("admin_key");
    String key = fromFile == null ? fromEnvironment(ADMIN_KEY, "") : fromFile;
    if (fromFile == null && key.isEmpty()) {
      return null;
    }
    if (!ADMIN_KEY_FIT.matcher(key).matches()) {
      problems.add(
          fromFile == null ? ADMIN_KEY : "server.admin_key",
          "not shown (expected: 16 to 200 characters without blanks or accents, and no vg_ key)");
    }
    return key;
  }

  private static Bounds bounds(Section server) {
    int threads = server.integer("threads", 400, 50, 10_000);
    // With platform threads each call holds one; some are left for health and pages.
    boolean virtual = Runtime.version().feature() >= 21;
    int calls = server.integer("max_calls", virtual ? 2_000 : threads - threads / 8, 1, 100_000);
    return new Bounds(
        calls,
        threads,
        server.bytes("max_body", 32 * 1024 * 1024, BODY_BYTES_MAX),
        server.time("head_time", Duration.ofSeconds(10)),
        server.time("body_time", Duration.ofSeconds(30)),
        server.time("idle_time", Duration.ofSeconds(60)),
        server.time("heartbeat", Duration.ofSeconds(15)));
  }

  /** The pause is for load balancers, which a server on loopback does not have before it. */
  private static Stop stop(Section server, Listen listen) {
    Duration pause = Loopback.is(listen.host()) ? Duration.ofMillis(1) : Duration.ofSeconds(2);
    return new Stop(
        server.time("stop_pause", pause), server.time("stop_drain", Duration.ofSeconds(30)));
  }

  private String store() {
    Section store = root.section("store");
    String url = store.text("url");
    if (url != null && !url.startsWith(SQLITE)) {
      store.wrong("url", "expected: jdbc:sqlite:FILE");
    }
    store.end();
    if (commandLine.database() != null) {
      return SQLITE + commandLine.database().toAbsolutePath();
    }
    if (url == null) {
      String file = fromEnvironment("VAULTGATE_DB", "");
      return SQLITE
          + (file.isEmpty() ? Homes.data(environment).resolve("vaultgate.db") : Path.of(file))
              .toAbsolutePath();
    }
    String file = url.substring(Math.min(SQLITE.length(), url.length()));
    boolean inMemory = file.equals(":memory:");
    return inMemory || folder == null ? url : SQLITE + folder.resolve(file);
  }

  private Timeouts timeouts() {
    Section section = root.section("timeouts");
    Timeouts usual = Timeouts.DEFAULT;
    Timeouts timeouts =
        new Timeouts(
            section.time("connect", usual.connect()),
            section.time("first_content", usual.firstContent()),
            section.time("idle", usual.idle()),
            section.time("total", usual.total()),
            section.time("stream_total", usual.streamTotal()));
    section.end();
    return timeouts;
  }

  private UsageRetention usage() {
    Section section = root.section("usage");
    UsageRetention usual = UsageRetention.USUAL;
    UsageRetention retention =
        new UsageRetention(
            section.integer("keep_records", usual.records(), 0, DAYS_MAX),
            section.integer("keep_hours", usual.hours(), 0, DAYS_MAX),
            section.integer("keep_days", usual.days(), 0, DAYS_MAX));
    section.end();
    return retention;
  }

  private ServerConfig.Outbound outbound() {
    Section section = root.section("outbound");
    Transports transport = Transports.USUAL;
    String named = section.text("transport");
    try {
      transport = named == null ? transport : Transports.parse(named);
    } catch (IllegalArgumentException e) {
      section.wrong("transport", String.valueOf(e.getMessage()));
    }
    boolean plainHttp = section.flag("http", false);
    AddressRules rules = AddressRules.PUBLIC;
    try {
      rules = AddressRules.of(section.texts("allow"), plainHttp);
    } catch (IllegalArgumentException e) {
      section.wrong("allow", String.valueOf(e.getMessage()));
    }
    section.end();
    return new ServerConfig.Outbound(rules, transport);
  }

  /** The demo is for whoever is at this machine to try, so it lets him in. */
  private Accounts accounts(boolean demo) {
    Section section = root.section("accounts");
    Registration registration = demo ? Registration.OPEN : Registration.CLOSED;
    Money credit = demo ? DEMO_STARTER_CREDIT : Money.ZERO;
    String policy = section.text("registration");
    String dollars = section.text("starter_credits");
    try {
      registration = policy == null ? registration : Registration.parse(policy);
    } catch (IllegalArgumentException e) {
      section.wrong("registration", "expected: closed, invite or open");
    }
    try {
      credit = dollars == null ? credit : Money.dollars(dollars);
    } catch (IllegalArgumentException e) {
      section.wrong("starter_credits", STARTER_CREDITS);
    }
    if (credit.isNegative()) {
      section.wrong("starter_credits", STARTER_CREDITS);
    }
    section.end();
    return new Accounts(registration, credit);
  }

  private Logged logged() {
    Section section = root.section("log");
    Logged logged = new Logged(section.flag("requests", false), section.flag("attempts", false));
    section.end();
    return logged;
  }

  private CreditSettings credit() {
    Section section = root.section("credit");
    CreditSettings usual = CreditSettings.DEFAULT;
    int least = section.integer("min_output_tokens", usual.outputTokensMin(), 1, TOKENS_MAX);
    CreditSettings settings =
        new CreditSettings(
            least,
            section.integer(
                "default_output_tokens",
                Math.max(least, usual.outputTokensUsual()),
                least,
                TOKENS_MAX),
            section.integer("max_drains", usual.drainsMax(), 0, DRAINS_MAX),
            section.time("drain_time", usual.drainTimeMax()));
    section.end();
    return settings;
  }
}
