package org.bojagi.extract;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Keeps a worker from the network and from the disk, in several layers, each of which refuses by
 * itself.
 *
 * <p>A parser is not expected to want either; a document may make it. None of this holds against
 * code that has taken over the process: it is for parsers that are led to fetch or to spool.
 */
final class Seclusion {
  private static final Set<String> LOCAL_PROTOCOLS = Set.of("file", "jar", "jrt");

  private Seclusion() {}

  /** Options of the worker's JVM. */
  static List<String> options(Path javaHome) {
    // A name below a regular file can never be made, on any system: what wants a temporary file
    // fails.
    var nowhere =
        javaHome.resolve("lib").resolve("modules").resolve("no-temporary-files").toString();
    return List.of(
        "-Djava.io.tmpdir=" + nowhere,
        "-Duser.home=" + nowhere,
        "-Dpdfbox.fontcache=" + nowhere, // PDFBox remembers which fonts the computer has
        "-Djdk.net.hosts.file=" + nowhere, // every host name is unknown
        "-Djava.net.useSystemProxies=false",
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Djavax.xml.accessExternalStylesheet=",
        "-Djdk.xml.enableExtensionFunctions=false",
        "-Djava.awt.headless=true",
        // What is rendered must not tell where it was: numbers and dates of sheets follow these.
        "-Duser.language=en",
        "-Duser.country=",
        "-Duser.timezone=UTC");
  }

  /** Before the first byte from outside. Once in a process. */
  @SuppressWarnings("deprecation") // the factories have no successor that refuses
  static void begin() throws IOException {
    URL.setURLStreamHandlerFactory(
        protocol -> LOCAL_PROTOCOLS.contains(protocol) ? null : new Refusal());
    Socket.setSocketImplFactory(Seclusion::refuse);
    ServerSocket.setSocketFactory(Seclusion::refuse);
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            throw refusal();
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
  }

  private static java.net.SocketImpl refuse() {
    throw refusal();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("a worker has no network");
  }

  private static final class Refusal extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      throw new IOException("a worker has no network");
    }
  }
}
