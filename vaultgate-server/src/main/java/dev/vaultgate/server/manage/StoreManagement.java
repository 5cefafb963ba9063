package dev.vaultgate.server.manage;

import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.redeem.Codes;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Passwords;
import dev.vaultgate.router.user.Registration;
import dev.vaultgate.router.user.Sessions;
import dev.vaultgate.router.user.Users;
import java.util.List;
import java.util.function.Supplier;

/** The management API of a store that no server uses now, for the command line. */
public final class StoreManagement {

  private StoreManagement() {}

  /**
   * What can be done with a store alone.
   *
   * @param place what to call the store
   * @param catalog the models that a server on it would have; asked for where prices are needed
   */
  public static Management of(Store store, String place, Supplier<Catalog> catalog) {
    SystemTime time = SystemTime.system();
    Users users = new Users(store.users(), new Passwords(time), Registration.INVITE, time);
    Keys keys = new Keys(store.keys(), time);
    Projects projects = new Projects(store.projects(), keys, time);
    return new Management(
        List.of(
            new UserOperations(users, new Sessions(store.sessions(), time), time),
            new AuditOperations(store.audit()),
            new KeyOperations(keys, projects, store.ledger(), time),
            new ProjectOperations(projects, store, time),
            new MemberOperations(projects, keys, users, store.members(), time),
            new CreditOperations(store),
            new PriceOperations(store, catalog, time),
            new CodeOperations(new Codes(store.codes(), time), store.keys(), store.ledger(), time),
            new PaymentOperations(null, store.orders(), store.keys(), Alerts.NONE),
            new AlertOperations(
                store.alerts(),
                store.keys(),
                AddressRules.PUBLIC,
                owner -> {
                  throw new IllegalStateException(
                      "no server runs on " + place + ": it is what sends alerts");
                },
                time),
            new UsageOperations(
                store,
                () -> {
                  throw new IllegalStateException(
                      "no server runs on " + place + ": calls can be watched where they are made");
                },
                time),
            new RouteOperations(
                () -> {
                  throw new IllegalStateException(
                      "no server runs on "
                          + place
                          + ": how deployments stand is known where they"
                          + " are asked");
                }),
            new ModelOperations(
                new ReadEntries(store.models()),
                () -> {
                  throw new IllegalStateException(
                      "no server runs on " + place + ": it reads its configuration when it starts");
                })),
        store.audit(),
        time);
  }
}
