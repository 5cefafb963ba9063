package dev.vaultgate.server.config;

import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.http.Transports;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.CreditSettings;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.alert.Webhook;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Pack;
import dev.vaultgate.router.payment.stripe.StripeSettings;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.usage.UsageRetention;
import dev.vaultgate.router.user.Registration;
import dev.vaultgate.server.mail.SmtpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an operator may set, with what holds where he has not.
 *
 * @param listen where the server is reached
 * @param bounds how much it takes on
 * @param stop how it ends
 * @param store where accounts, keys, credit and usage are kept, as a JDBC address
 * @param metricsToken what opens {@code /metrics} from outside, or null
 * @param adminKey what opens {@code /api} beside the key that each start makes, or null
 * @param providers those that are enabled
 * @param models the operator's own
 * @param routes names for lists of models or deployments, and how to choose among them
 * @param passUnknownModels whether {@code provider/model} may name a model that is not catalogued
 * @param timeouts of a provider's answer
 * @param routing the bounds of failing over
 * @param strategy how models choose among their deployments of which nothing else is said
 * @param credit how much of an answer is held for
 * @param usage for how long usage is kept
 * @param outbound how requests leave, to providers and to addresses in requests
 * @param accounts who may become a user, and with what
 * @param selling what credit is sold for, or null where none is
 * @param telling where the operator's alerts go, and how mail is sent
 * @param logged what the log tells of calls that went well
 * @param demo whether the built-in provider answers, which needs no key
 * @param notices what the operator should know, a sentence each
 */
public record ServerConfig(
    Listen listen,
    Bounds bounds,
    Stop stop,
    String store,
    @Nullable String metricsToken,
    @Nullable String adminKey,
    List<ProviderSettings> providers,
    List<CustomModel> models,
    List<RouteSpec> routes,
    boolean passUnknownModels,
    Timeouts timeouts,
    RouteSettings routing,
    Strategy strategy,
    CreditSettings credit,
    UsageRetention usage,
    Outbound outbound,
    Accounts accounts,
    @Nullable Selling selling,
    Telling telling,
    Logged logged,
    boolean demo,
    List<String> notices) {

  private static final String SQLITE = "jdbc:sqlite:";
  private static final String IN_MEMORY = ":memory:";

  public ServerConfig {
    providers = List.copyOf(providers);
    models = List.copyOf(models);
    routes = List.copyOf(routes);
    notices = List.copyOf(notices);
  }

  /** Which addresses in requests are reached. */
  public AddressRules media() {
    return outbound.media();
  }

  /**
   * Where the server is reached.
   *
   * @param host the address to bind
   * @param port the port to bind, 0 for any that is free
   * @param names under which callers may address it, beside the bound one
   * @param trustedProxies addresses of what secures the way to it
   * @param insecure whether it may be reached from elsewhere without anything that does
   */
  public record Listen(
      String host, int port, List<String> names, List<Network> trustedProxies, boolean insecure) {

    public Listen {
      names = List.copyOf(names);
      trustedProxies = List.copyOf(trustedProxies);
    }
  }

  /**
   * How much the server takes on.
   *
   * @param callsMax how many calls run at once
   * @param threadsMax platform threads, where the JDK has no virtual ones
   * @param bodyBytesMax the largest request
   * @param headTime for the head of a request
   * @param bodyTime for its body
   * @param idleTime for a connection between requests, or a caller who takes nothing of his answer
   * @param heartbeat the longest silence in a stream
   */
  public record Bounds(
      int callsMax,
      int threadsMax,
      int bodyBytesMax,
      Duration headTime,
      Duration bodyTime,
      Duration idleTime,
      Duration heartbeat) {}

  /**
   * How requests leave.
   *
   * @param media which addresses in requests are reached
   * @param transport what carries requests to providers
   */
  public record Outbound(AddressRules media, Transports transport) {}

  /**
   * How the server ends.
   *
   * @param pause between saying that it is not ready and refusing
   * @param drain for running calls to finish
   */
  public record Stop(Duration pause, Duration drain) {}

  /**
   * How people become users.
   *
   * @param registration who may
   * @param starterCredit what each of them gets once, whoever does not come by an administrator's
   *     hand
   */
  public record Accounts(Registration registration, Money starterCredit) {}

  /**
   * How credit is sold.
   *
   * @param stripe who takes the money
   * @param packs what is for sale
   */
  public record Selling(StripeSettings stripe, List<Pack> packs) {

    public Selling {
      packs = List.copyOf(packs);
    }
  }

  /**
   * Where the operator's alerts go beside his inbox.
   *
   * @param webhook or null
   * @param mail addresses
   * @param smtp how mail is sent, to him and to users, or null where none is
   */
  public record Telling(@Nullable Webhook webhook, List<String> mail, @Nullable SmtpSettings smtp) {

    public Telling {
      mail = List.copyOf(mail);
    }
  }

  /**
   * What the log tells of calls that nobody is to blame for. Of others it tells in any case.
   *
   * @param requests a line for each
   * @param attempts a line for each of their attempts
   */
  public record Logged(boolean requests, boolean attempts) {}

  /** The file of the store, or null for one that is gone when the process is. */
  public @Nullable Path storeFile() {
    String file = store.substring(SQLITE.length());
    return file.equals(IN_MEMORY) ? null : Path.of(file).toAbsolutePath();
  }

  /** The password-free part of this, for a line at the start. */
  @Override
  public String toString() {
    return "ServerConfig[" + listen + ", " + store + ", providers " + providers + "]";
  }
}
