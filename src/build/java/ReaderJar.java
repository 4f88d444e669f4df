import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.FieldTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the reader's jar as small as what it does: libraries lose the classes that nothing of ours leads to, and what
 * only a debugger asks for.
 *
 * <p>A class leads to another when its name stands anywhere in the first one's constant pool: as a type, in a
 * descriptor, or as text, which is how ICU and Lucene load classes by name. A service leads to all that provide it, and
 * an attribute of Lucene to the class of its name with {@code Impl}.
 */
final class ReaderJar {
  private static final String OWN = "org/bojagi/";
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern VERSION = Pattern.compile("META-INF/versions/\\d+/(?=.*\\.class$)");
  private static final Pattern TYPE = Pattern.compile("L([\\w/$-]+)[;<]");

  /** Where generic types are read at run time: by picocli for options, by Jackson for what it fills. */
  private static final List<String> KEEP_SIGNATURES = List.of(OWN, "picocli/", "tools/jackson/");

  /** Of our own classes a trace needs the lines. */
  private static final ClassTransform WITHOUT_LOCAL_NAMES =
      ClassTransform.transformingMethodBodies(
          (code, part) -> {
            if (!(part instanceof LocalVariable || part instanceof LocalVariableType)) {
              code.with(part);
            }
          });

  private final Path jar;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, Long> times = new LinkedHashMap<>();

  /** Class → names of the entries that hold it, one for each version of Java. */
  private final Map<String, List<String>> classes = new LinkedHashMap<>();

  private ReaderJar(Path jar) throws IOException {
    this.jar = jar;
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        if (entry.isDirectory()) {
          continue;
        }
        var name = entry.getName();
        try (var in = zip.getInputStream(entry)) {
          entries.put(name, in.readAllBytes());
        }
        times.put(name, entry.getTime());
        if (name.endsWith(".class")) {
          var type = VERSION.matcher(name).replaceFirst("");
          classes.computeIfAbsent(type.substring(0, type.length() - 6), key -> new ArrayList<>()).add(name);
        }
      }
    }
  }

  static void shrink(Path jar) throws IOException {
    new ReaderJar(jar).shrink();
  }

  private void shrink() throws IOException {
    var reached = reached();
    var classFiles =
        ClassFile.of(
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
            hierarchy());
    var oldClassFiles = classFiles.withOptions(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    var smaller = jar.resolveSibling(jar.getFileName() + ".smaller");
    try (var out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(smaller)))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (var entry : entries.entrySet()) {
        var name = entry.getKey();
        var bytes = entry.getValue();
        if (name.endsWith(".class")) {
          var type = VERSION.matcher(name).replaceFirst("");
          if (!reached.contains(type.substring(0, type.length() - 6))) {
            continue;
          }
          var model = classFiles.parse(bytes);
          if (type.startsWith(OWN)) {
            bytes = classFiles.transformClass(model, WITHOUT_LOCAL_NAMES);
          } else {
            boolean old = model.majorVersion() < ClassFile.JAVA_6_VERSION;
            boolean keepSignatures = KEEP_SIGNATURES.stream().anyMatch(type::startsWith);
            bytes =
                (old ? oldClassFiles : classFiles)
                    .transformClass(model, (builder, element) -> copy(builder, element, old, keepSignatures));
          }
        }
        var copy = new ZipEntry(name);
        copy.setTime(times.get(name));
        out.putNextEntry(copy);
        out.write(bytes);
        out.closeEntry();
      }
    }
    Files.move(smaller, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private Set<String> reached() {
    var reached = new HashSet<String>();
    var next = new ArrayDeque<String>();
    for (var type : classes.keySet()) {
      if (type.startsWith(OWN) && reached.add(type)) {
        next.add(type);
      }
    }
    while (!next.isEmpty()) {
      var type = next.remove();
      for (var other : ledTo(type)) {
        if (classes.containsKey(other) && reached.add(other)) {
          next.add(other);
        }
      }
    }
    return reached;
  }

  private Set<String> ledTo(String type) {
    var others = new HashSet<>(Set.of(type + "Impl"));
    var providers = entries.get(SERVICES + type.replace('/', '.'));
    if (providers != null) {
      new String(providers, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.strip().replace('.', '/'))
          .forEach(others::add);
    }
    for (var name : classes.get(type)) {
      for (var entry : ClassFile.of().parse(entries.get(name)).constantPool()) {
        if (entry instanceof Utf8Entry text) {
          var value = text.stringValue();
          others.add(value.replace('.', '/'));
          TYPE.matcher(value).results().forEach(match -> others.add(match.group(1)));
        }
      }
    }
    return others;
  }

  /**
   * Picocli is compiled for Java 5, and Java keeps no class of before version 6 in a cache: such classes get the version
   * of Java 17 and the stack maps that it asks for. A tenth of a second of each start.
   */
  private static void copy(ClassBuilder builder, ClassElement element, boolean old, boolean keepSignatures) {
    switch (element) {
      case ClassFileVersion version when old -> builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
      case SourceFileAttribute file -> {}
      case RuntimeInvisibleAnnotationsAttribute annotations -> {}
      case SignatureAttribute signature when !keepSignatures -> {}
      case FieldModel field ->
          builder.transformField(
              field, FieldTransform.dropping(part -> part instanceof SignatureAttribute && !keepSignatures));
      case MethodModel method ->
          builder.transformMethod(
              method,
              MethodTransform.dropping(part -> part instanceof SignatureAttribute && !keepSignatures)
                  .andThen(
                      MethodTransform.transformingCode(
                          (code, part) -> {
                            if (!isForDebuggers(part)) {
                              code.with(part);
                            }
                          })));
      default -> builder.with(element);
    }
  }

  private static boolean isForDebuggers(CodeElement part) {
    return part instanceof LineNumber || part instanceof LocalVariable || part instanceof LocalVariableType;
  }

  private ClassFile.ClassHierarchyResolverOption hierarchy() {
    var own =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              var descriptor = type.descriptorString();
              var bytes = entries.get(descriptor.substring(1, descriptor.length() - 1) + ".class");
              return bytes == null ? null : new ByteArrayInputStream(bytes);
            });
    return ClassFile.ClassHierarchyResolverOption.of(own.orElse(ClassHierarchyResolver.defaultResolver()));
  }
}
