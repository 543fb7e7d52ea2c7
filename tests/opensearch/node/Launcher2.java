import java.nio.file.*;
import java.util.*;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.*;
import org.opensearch.plugins.*;

/** One OpenSearch 2.19 node in this JVM: java -cp 'lib/*:classes' Launcher2 HOME key=value ...
    It ends with its input: whoever started it may be killed, and leaves no node behind. */
public class Launcher2 {
    static final String[] MODULES = {
        "org.opensearch.analysis.common.CommonAnalysisPlugin",
        "org.opensearch.painless.PainlessPlugin",
        "org.opensearch.index.mapper.MapperExtrasPlugin",
        "org.opensearch.index.reindex.ReindexPlugin",
        "org.opensearch.transport.Netty4Plugin" };

    static class Embedded extends Node {
        Embedded(Environment environment, Collection<Class<? extends Plugin>> plugins) {
            super(environment, plugins, true);
        }
        @Override protected void configureNodeAndClusterIdStateListener(ClusterService service) { }
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Paths.get(arguments[0]).toAbsolutePath();
        for (String each : new String[] { "config", "data", "logs", "modules", "plugins" })
            Files.createDirectories(home.resolve(each));
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        for (int at = 1; at < arguments.length; at++) {
            String[] pair = arguments[at].split("=", 2);
            if (pair[1].contains(",")) settings.putList(pair[0], pair[1].split(","));
            else settings.put(pair[0], pair[1]);
        }
        List<Class<? extends Plugin>> plugins = new ArrayList<>();
        for (String name : MODULES)  // fails here, with its name, where a jar is missing
            plugins.add(Class.forName(name).asSubclass(Plugin.class));
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Collections.emptyMap(), home.resolve("config"), () -> "nutgraf");
        Node node = new Embedded(environment, plugins);
        node.start();
        System.out.println("STARTED " + Version.CURRENT);
        while (System.in.read() >= 0) { }
        node.close();
        System.exit(0);
    }
}
