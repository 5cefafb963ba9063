package dev.vaultgate.router;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much everything remembers that hangs on an object: the sizes of all collections, by the field
 * that they are in. What a store remembers is its own, since one in memory is meant to keep it all.
 */
final class Memory {

  private static final String OURS = "dev.vaultgate.";
  private static final String STORES = "dev.vaultgate.router.store.";

  private record Place(String field, Object value) {}

  private final Map<String, Integer> sizes = new TreeMap<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Place> open = new ArrayDeque<>();

  private Memory() {}

  /** The largest collection in each field. */
  static Map<String, Integer> of(Object root) throws IllegalAccessException {
    Memory memory = new Memory();
    memory.add(root.getClass().getSimpleName(), root);
    while (!memory.open.isEmpty()) {
      memory.visit(memory.open.pop());
    }
    return memory.sizes;
  }

  private void add(String field, @Nullable Object value) {
    if (value != null && seen.add(value)) {
      open.push(new Place(field, value));
    }
  }

  private void visit(Place place) throws IllegalAccessException {
    Object value = place.value();
    if (value instanceof Cache<?, ?> cache) {
      cache.cleanUp();
      add(place.field(), cache.asMap());
    } else if (value instanceof Map<?, ?> map) {
      holds(place, map.keySet());
      holds(place, map.values());
    } else if (value instanceof Collection<?> collection) {
      holds(place, collection);
    } else if (value instanceof Object[] array) {
      holds(place, Arrays.asList(array));
    } else if (isOurs(value.getClass())) {
      for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
        fields(type, value);
      }
    }
  }

  private void holds(Place place, Collection<?> content) {
    sizes.merge(place.field(), content.size(), Math::max);
    content.forEach(element -> add(place.field() + "[]", element));
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith(OURS) && !type.getName().startsWith(STORES);
  }

  private void fields(Class<?> type, Object value) throws IllegalAccessException {
    for (Field field : type.getDeclaredFields()) {
      if (isOurs(type)
          && !field.getType().isPrimitive()
          && !Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        add(type.getSimpleName() + "." + field.getName(), field.get(value));
      }
    }
  }
}
