import java.nio.file.*;
import java.util.*;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.*;
import org.opensearch.plugins.*;

/** One OpenSearch 3.x node in this JVM: java -cp 'lib/*:classes' Launcher3 HOME key=value ...
    It ends with its input: whoever started it may be killed, and leaves no node behind. */
public class Launcher3 {
    static final String[] MODULES = {
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        "org.opensearch.painless.PainlessModulePlugin",
        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
        "org.opensearch.index.reindex.ReindexModulePlugin",
        "org.opensearch.transport.Netty4ModulePlugin" };

    static class Embedded extends Node {
        Embedded(Environment environment, Collection<PluginInfo> plugins) {
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
        List<PluginInfo> plugins = new ArrayList<>();
        for (String name : MODULES) {
            Class.forName(name);  // fails here, with its name, where a jar is missing
            plugins.add(new PluginInfo(name, "classpath plugin", "NA", Version.CURRENT,
                Integer.toString(Runtime.version().feature()), name, Collections.emptyList(),
                false));
        }
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
