package dev.vaultgate.server;

import dev.vaultgate.api.Model;
import dev.vaultgate.router.Gateway;
import dev.vaultgate.router.alert.AlertCenter;
import dev.vaultgate.router.alert.AlertContacts;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.credit.StarterCredit;
import dev.vaultgate.router.demo.DemoProvider;
import dev.vaultgate.router.redeem.Codes;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.ServerConfig;
import dev.vaultgate.server.http.Capacity;
import dev.vaultgate.server.http.EventStream;
import dev.vaultgate.server.http.HttpServer;
import dev.vaultgate.server.http.HttpSettings;
import dev.vaultgate.server.http.Loopback;
import dev.vaultgate.server.mail.SmtpMailer;
import dev.vaultgate.server.mail.SmtpSettings;
import dev.vaultgate.server.manage.AdminAccess;
import dev.vaultgate.server.manage.AlertOperations;
import dev.vaultgate.server.manage.AuditOperations;
import dev.vaultgate.server.manage.CatalogOperations;
import dev.vaultgate.server.manage.CodeOperations;
import dev.vaultgate.server.manage.ConversationOperations;
import dev.vaultgate.server.manage.CreditOperations;
import dev.vaultgate.server.manage.KeyOperations;
import dev.vaultgate.server.manage.LoginCallers;
import dev.vaultgate.server.manage.Management;
import dev.vaultgate.server.manage.ManagementRoute;
import dev.vaultgate.server.manage.MemberOperations;
import dev.vaultgate.server.manage.ModelOperations;
import dev.vaultgate.server.manage.PaymentOperations;
import dev.vaultgate.server.manage.PriceOperations;
import dev.vaultgate.server.manage.ProjectOperations;
import dev.vaultgate.server.manage.ProviderOperations;
import dev.vaultgate.server.manage.Providers;
import dev.vaultgate.server.manage.RouteOperations;
import dev.vaultgate.server.manage.SessionOperations;
import dev.vaultgate.server.manage.SetUp;
import dev.vaultgate.server.manage.UsageOperations;
import dev.vaultgate.server.manage.UserOperations;
import dev.vaultgate.server.metrics.MeasuredStore;
import dev.vaultgate.server.metrics.MetricsPage;
import dev.vaultgate.server.metrics.ServerMetrics;
import dev.vaultgate.server.v1.Api;
import dev.vaultgate.server.v1.BodyLimits;
import dev.vaultgate.server.v1.Callers;
import dev.vaultgate.server.v1.Desk;
import dev.vaultgate.server.v1.GatewayDesk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway with its HTTP server: built from a configuration, started, and stopped once. Safe for
 * many threads.
 */
public final class VaultGateServer implements AutoCloseable {

  private static final String SOME_MODEL = "gpt-4o-text";

  private final ServerConfig config;
  private final Gateway gateway;
  private final AdminAccess admin;
  private final SetUp setUp;
  private final HttpServer http;
  private final LiveConfiguration live;
  private final Management management;
  private final @Nullable Shop shop;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private VaultGateServer(
      ServerConfig config,
      Supplier<ServerConfig> reread,
      Gateway gateway,
      ServerMetrics metrics,
      SystemTime time) {
    this.config = config;
    this.gateway = gateway;
    this.live =
        new LiveConfiguration(
            gateway.router(), gateway.store().models(), reread, config, time, gateway.alerts());
    live.begin();
    this.setUp = new SetUp(gateway.users(), config.storeFile(), time);
    StarterCredit starter = new StarterCredit(gateway.ledger(), config.accounts().starterCredit());
    gateway.users().onRegistered(user -> starter.give(user.account().id(), user.email().key()));
    ServerConfig.Selling selling = config.selling();
    this.shop = selling == null ? null : new Shop(selling, gateway.store().orders(), time);
    this.management = management(time);
    ServerConfig.Bounds bounds = config.bounds();
    ServerConfig.Listen listen = config.listen();
    Capacity capacity = new Capacity(bounds.callsMax());
    this.admin = AdminAccess.of(config.adminKey(), config.storeFile(), gateway.sessions());
    Desk desk = new GatewayDesk(gateway);
    BodyLimits limits = new BodyLimits(bounds.bodyBytesMax(), bounds.bodyTime());
    EventStream.Patience patience = EventStream.Patience.DEFAULT.withHeartbeat(bounds.heartbeat());
    Callers people = new LoginCallers(admin.doorkeeper(), gateway.keys(), time);
    boolean onLoopback = Loopback.is(listen.host()) && listen.trustedProxies().isEmpty();
    this.http =
        new HttpServer(
            new HttpSettings(
                listen.host(),
                listen.port(),
                listen.names(),
                listen.trustedProxies(),
                bounds.threadsMax(),
                bounds.headTime(),
                bounds.idleTime()),
            capacity,
            Map.of(
                Api.V1,
                Routes.api(desk, capacity, metrics, limits, patience),
                Api.RUN,
                Routes.run(desk, people, capacity, metrics, limits, patience)),
            routes -> {
              Routes.pages(
                  routes,
                  new Health(capacity, gateway::isReady),
                  new MetricsPage(metrics, config.metricsToken(), onLoopback),
                  shownModel(gateway),
                  gateway.router().catalog().providers().stream().map(ProviderRow::name).toList());
              Routes.management(routes, new ManagementRoute(admin.doorkeeper(), management));
            });
    metrics.gauge("vaultgate.calls.running", "API calls that run", capacity::calls);
    metrics.gauge("vaultgate.connections.open", "Connections of callers", http::connections);
    metrics.gauge(
        "vaultgate.log.dropped",
        "Lines that no log has",
        () -> (int) Math.min(Integer.MAX_VALUE, QueuedLog.dropped()));
    metrics.gauge(
        "vaultgate.writes.pending",
        "Settlements and records on their way to the store",
        gateway.store()::pendingWrites);
  }

  /** What can be done here beside calling models. */
  private Management management(SystemTime time) {
    return new Management(
        List.of(
            new SessionOperations(
                gateway.users(), gateway.sessions(), gateway.logins(), setUp, !config.demo(), time),
            new UserOperations(gateway.users(), gateway.sessions(), time),
            new AuditOperations(gateway.audit()),
            new KeyOperations(gateway.keys(), gateway.projects(), gateway.ledger(), time),
            new ProjectOperations(gateway.projects(), gateway.store(), time),
            new MemberOperations(
                gateway.projects(),
                gateway.keys(),
                gateway.users(),
                gateway.store().members(),
                time),
            new CreditOperations(gateway.store()),
            new PriceOperations(gateway.store(), gateway.router()::catalog, time),
            new CodeOperations(
                new Codes(gateway.store().codes(), time),
                gateway.store().keys(),
                gateway.ledger(),
                time),
            new PaymentOperations(
                shop == null ? null : shop.payments(),
                gateway.store().orders(),
                gateway.store().keys(),
                gateway.alerts()),
            new AlertOperations(
                gateway.alerts().store(),
                gateway.store().keys(),
                config.media(),
                gateway.alerts()::test,
                time),
            new UsageOperations(gateway.store(), gateway::feed, time),
            new ModelOperations(live, live::reload),
            new ProviderOperations(new Providers(gateway.router(), time)),
            new RouteOperations(gateway::router),
            new CatalogOperations(gateway.router(), time),
            new ConversationOperations(gateway.store().conversations(), time)),
        gateway.audit(),
        time);
  }

  /**
   * Opens the store and makes everything else; nobody can connect yet.
   *
   * @throws IllegalArgumentException when the configuration names what does not exist
   * @throws IllegalStateException when the store cannot be opened; the message says why
   */
  public static VaultGateServer of(ServerConfig config) {
    return of(config, SystemTime.system());
  }

  /** The same with another time, for tests. */
  public static VaultGateServer of(ServerConfig config, SystemTime time) {
    return of(config, () -> config, time);
  }

  /**
   * The same with a configuration that may change.
   *
   * @param reread reads it anew when somebody asks for that
   */
  public static VaultGateServer of(
      ServerConfig config, Supplier<ServerConfig> reread, SystemTime time) {
    return of(config, reread, time, store(config.storeFile()));
  }

  /** The same with a store that is open; it is closed with the server. */
  static VaultGateServer of(
      ServerConfig config, Supplier<ServerConfig> reread, SystemTime time, Store opened) {
    ServerMetrics metrics = new ServerMetrics();
    Store store = new MeasuredStore(opened, metrics);
    try {
      AlertCenter alerts = Gateway.alertCenter(store, contacts(config), time);
      Gateway gateway =
          Gateway.builder()
              .router(RouterSetup.router(config, time, alerts))
              .alerts(alerts)
              .store(store)
              .credit(config.credit())
              .usageRetention(config.usage())
              .registration(config.accounts().registration())
              .time(time)
              .build();
      return new VaultGateServer(config, reread, gateway, metrics, time);
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private static AlertContacts contacts(ServerConfig config) {
    ServerConfig.Telling telling = config.telling();
    SmtpSettings smtp = telling.smtp();
    return new AlertContacts(
        telling.webhook(),
        telling.mail(),
        config.media(),
        smtp == null ? null : new SmtpMailer(smtp));
  }

  private static Store store(@Nullable Path file) {
    if (file == null) {
      return Store.inMemory();
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of " + file + " cannot be made", e);
    }
    return Store.sqlite(file);
  }

  /** A model that anybody can try where there is one: of the demo's the one that just answers. */
  private static String shownModel(Gateway gateway) {
    return gateway.router().models().stream()
        .map(Model::id)
        .filter(id -> id.endsWith("-text"))
        .min(
            Comparator.comparing((String id) -> !id.startsWith(DemoProvider.ID))
                .thenComparingInt(String::length))
        .orElse(SOME_MODEL);
  }

  /** The gateway behind the server, for keys and credit. */
  public Gateway gateway() {
    return gateway;
  }

  /** What it goes by, which can change while it runs. */
  public LiveConfiguration live() {
    return live;
  }

  /** What can be done here beside calling models. */
  public Management management() {
    return management;
  }

  /**
   * Opens the way for the first owner, unless there is one.
   *
   * @return the link, for whoever sees the console
   */
  public Optional<String> openSetUp() {
    return setUp.open(address());
  }

  /** Begins to listen, and lets administrators on this machine know where. */
  public void start() {
    http.start();
    admin.announce(address());
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** Where a client on this machine finds it. */
  public URI address() {
    String host = config.listen().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host;
    return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port());
  }

  /**
   * Stops: running calls may finish within the configured time, everything is settled, and the
   * store is closed. Called again meanwhile, from another thread, it makes the first one hurry.
   *
   * @return whether this call was the one that stopped it
   */
  public boolean stop() {
    if (!stopping.compareAndSet(false, true)) {
      http.hurry();
      return false;
    }
    try {
      admin.withdraw();
      // Whoever watches would else be waited for.
      gateway.feed().close();
      setUp.withdraw();
      http.stop(config.stop().pause(), config.stop().drain());
    } finally {
      gateway.close();
      if (shop != null) {
        shop.close();
      }
      stopped.countDown();
    }
    return true;
  }

  /** Waits until it has stopped. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    stop();
  }
}
