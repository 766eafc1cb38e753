package io.energy.meters;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/meters")
class MeterController {

    private final MeterProperties properties;

    MeterController(MeterProperties properties) {
        this.properties = properties;
    }

    @GetMapping("/{id}/readings")
    List<Reading> readings(@PathVariable String id) {
        return table().listEntities().stream()
            .filter(entity -> entity.getPartitionKey().equals(id))
            .map(Reading::from)
            .toList();
    }

    @PutMapping("/{id}/readings/{at}")
    ResponseEntity<Void> put(@PathVariable String id, @PathVariable String at, @RequestBody Reading reading) {
        table().upsertEntity(reading.writeTo(new TableEntity(id, at)));
        return ResponseEntity.noContent().build();
    }

    private TableClient table() {
        return new TableClientBuilder()
            .endpoint(properties.endpoint())
            .tableName("readings")
            .credential(new ManagedIdentityCredentialBuilder().clientId(properties.clientId()).build())
            .buildClient();
    }
}
