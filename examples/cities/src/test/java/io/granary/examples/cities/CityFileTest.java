package io.granary.examples.cities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CityFileTest {

    @Test
    void givesTheFirstCityWithAllItsFields() throws IOException {
        try (CityFile file = CityFile.open()) {
            assertThat(file.next(1))
                    .containsExactly(new City(3039154, "El Tarter", "AD", "02", "PPL", 1052, 42.57952, 1.65362));
        }
    }

    @Test
    void goesOnWhereTheLastBatchEnded() throws IOException {
        try (CityFile file = CityFile.open()) {
            file.next(1);

            assertThat(file.next(2)).extracting(City::name).containsExactly("Sant Julià de Lòria", "Pas de la Casa");
        }
    }

    @Test
    void holdsEveryCityOnceAndThenNone() throws IOException {
        try (CityFile file = CityFile.open()) {
            List<City> all = file.next(Integer.MAX_VALUE / 1_000);

            assertThat(all).hasSize(135_233);
            assertThat(all).extracting(City::geonameId).doesNotHaveDuplicates();
            assertThat(all).extracting(City::name).contains("Rüti / Dorfzentrum, Südl. Teil");
            assertThat(file.next(1)).isEmpty();
        }
    }
}
